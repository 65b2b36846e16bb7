package io.modelmon.agent.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.modelmon.monitor.TrainingOutcomes;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of training rows, read twice: once for the edges of the cells, once for exact counts
 * in them.
 *
 * <p>With labels it is read a third time, since categories must be known by then.
 *
 * <p><b>Cost:</b> two or three passes over the file, memory that does not depend on the number of
 * rows.
 */
final class TrainingRows {

  private static final String SEPARATORS = ";,\t|";

  private final CsvText source;
  private final Path file;
  private final char separator;
  private final Set<String> missing;
  private final PrintWriter progressOut;
  private @Nullable ColumnTexts seen;

  TrainingRows(CsvText source, char separator, Set<String> missing, PrintWriter progressOut) {
    this.source = source;
    this.file = source.file();
    this.separator = separator;
    this.missing = missing;
    this.progressOut = progressOut;
  }

  /** Returns the names in the first line. */
  List<String> header() throws IOException {
    try (CsvReader<CsvRecord> reader = reader(new Progress("", 0, progressOut))) {
      Iterator<CsvRecord> records = reader.iterator();
      if (!records.hasNext()) {
        throw new IOException(file + " is empty; its first line must name the columns");
      }
      List<String> names = new ArrayList<>();
      for (String name : records.next().getFields()) {
        if (name.isBlank() || names.contains(name.strip())) {
          throw new IOException(
              file + ", line 1: the column name '" + name + "' is empty or occurs twice");
        }
        names.add(name.strip());
      }
      requireSeparated(names);
      return names;
    } catch (CsvParseException | UncheckedIOException failure) {
      throw explained(failure);
    }
  }

  /** One column whose name has a separator in it is a file that is separated by it. */
  private void requireSeparated(List<String> names) throws IOException {
    for (int i = 0; i < SEPARATORS.length() && names.size() == 1; i++) {
      char other = SEPARATORS.charAt(i);
      if (names.get(0).indexOf(other) >= 0) {
        throw new IOException(
            "%s, line 1: with the separator '%s' there is one column, '%s'; write --separator %s"
                .formatted(
                    file,
                    separator,
                    ColumnTexts.shown(names.get(0)),
                    other == '\t' ? "$'\\t'" : "'" + other + "'"));
      }
    }
  }

  /** Returns what to say of a file that cannot be read to its end. */
  private IOException explained(RuntimeException failure) throws IOException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException coding) {
        return source.unreadable(coding);
      }
    }
    return new IOException(file + ": " + failure.getMessage(), failure);
  }

  /**
   * Reads the file twice and returns the profile.
   *
   * @param time the column that divides the rows by season, or null
   * @param segments the columns that divide them by segments, which excludes seasons
   * @param sampled whether a sample of whole rows is kept in it
   */
  ReferenceProfile profile(
      TrainingColumns columns,
      @Nullable TrainingTime time,
      TrainingSegments segments,
      ModelId model,
      InstantSource clock,
      boolean sampled)
      throws IOException {
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(
            columns.columns(), time == null ? null : time.seasonality(), segments.names());
    if (sampled) {
      builder.sampleRows(columns.ofWholeRows());
    }
    ColumnTexts looks = new ColumnTexts(columns.columns());
    seen = looks;
    pass(
        "pass 1 of 2, edges ",
        columns,
        (row, numbers, texts) -> {
          looks.record(row.getStartingLineNumber(), texts);
          Instant unused = timeOf(row, time); // a bad one is better found in the first pass
          builder.observe(numbers, texts);
        });
    builder.freeze();
    pass(
        "pass 2 of 2, counts",
        columns,
        (row, numbers, texts) -> {
          builder.segments(segments.values(row, this::text));
          builder.count(timeOf(row, time), numbers, texts);
        });
    return builder.build(model, clock.instant());
  }

  /** Returns what is worth telling about the columns of a profile that was made of these rows. */
  List<String> notes(ReferenceProfile profile) {
    return seen == null ? List.of() : seen.notes(profile);
  }

  /**
   * Reads the file once more and returns the profile with what labels say about its rows.
   *
   * @param values told of labels and scores
   * @throws IOException also when they are not what is predicted, or no row has a usable label and
   *     prediction
   */
  ReferenceProfile labelled(
      ReferenceProfile profile, TrainingColumns columns, LabelColumns labels, LabelValues values)
      throws IOException {
    List<String> names = columns.columns().stream().map(Feature::name).toList();
    TrainingOutcomes outcomes =
        new TrainingOutcomes(labels.prediction(), labels.classes(), profile, names);
    double[] scores = new double[labels.scores().size()];
    Integer predicted = labels.predicted();
    pass(
        "pass 3 of 3, labels",
        columns,
        (row, numbers, texts) -> {
          for (int i = 0; i < scores.length; i++) {
            scores[i] = score(row, labels.scores().get(i), values);
          }
          String made = predicted == null ? null : text(row, predicted);
          String label = text(row, labels.label());
          values.label(label);
          outcomes.add(numbers, texts, scores, made, label);
        });
    values.check(outcomes);
    if (outcomes.unusable() > 0) {
      progressOut.println(
          "note: " + outcomes.unusable() + " rows have no usable label and prediction");
    }
    TrainingPerformance training = outcomes.build();
    if (training == null) {
      throw new IOException(
          file
              + ": no row has a label and a prediction that can be used; leave out --label-column");
    }
    return profile.with(training);
  }

  private double score(CsvRecord row, int position, LabelValues values) throws IOException {
    try {
      return values.score(position, text(row, position));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ", line " + row.getStartingLineNumber() + ": " + e.getMessage(), e);
    }
  }

  private @Nullable String text(CsvRecord row, int position) {
    String text = row.getField(position).strip();
    return text.isEmpty() || missing.contains(text) ? null : text;
  }

  private Instant timeOf(CsvRecord row, @Nullable TrainingTime time) throws IOException {
    if (time == null) {
      return Instant.EPOCH;
    }
    try {
      return time.parse(row.getField(time.position()));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + ", line " + row.getStartingLineNumber() + ": " + e.getMessage(), e);
    }
  }

  private interface RowSink {
    void accept(CsvRecord row, double[] numbers, @Nullable String[] texts) throws IOException;
  }

  private void pass(String title, TrainingColumns columns, RowSink sink) throws IOException {
    int width = columns.columns().size();
    double[] numbers = new double[width];
    java.util.Arrays.fill(numbers, Double.NaN);
    @Nullable String[] texts = new String[width];
    try (Progress progress = new Progress(title, Files.size(file), progressOut);
        CsvReader<CsvRecord> reader = reader(progress)) {
      Iterator<CsvRecord> records = reader.iterator();
      int fields = records.next().getFieldCount();
      while (records.hasNext()) {
        CsvRecord row = records.next();
        if (row.getFieldCount() != fields) {
          throw new IOException(
              file
                  + ", line "
                  + row.getStartingLineNumber()
                  + ": "
                  + row.getFieldCount()
                  + " fields, but the header has "
                  + fields);
        }
        for (int i = 0; i < width; i++) {
          texts[i] = text(row, columns.positions().get(i));
        }
        sink.accept(row, numbers, texts);
      }
    } catch (CsvParseException | UncheckedIOException failure) {
      throw explained(failure);
    }
  }

  private CsvReader<CsvRecord> reader(Progress progress) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(source.reader(progress));
  }
}
