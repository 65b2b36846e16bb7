package io.modelmon.agent.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.modelmon.monitor.TrainingOutcomes;
import io.modelmon.profile.CellText;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.io.PrintWriter;
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

  private final Path file;
  private final char separator;
  private final Set<String> missing;
  private final PrintWriter progressOut;

  TrainingRows(Path file, char separator, Set<String> missing, PrintWriter progressOut) {
    this.file = file;
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
      return names;
    }
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
    pass(
        "pass 1 of 2, edges ",
        columns,
        (row, numbers, texts) -> {
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

  /**
   * Reads the file once more and returns the profile with what labels say about its rows.
   *
   * @return the profile itself when no row has a usable label and prediction
   */
  ReferenceProfile labelled(ReferenceProfile profile, TrainingColumns columns, LabelColumns labels)
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
            String score = row.getField(labels.scores().get(i));
            scores[i] = CellText.isNumber(score) ? Double.parseDouble(score.strip()) : Double.NaN;
          }
          String made = predicted == null ? null : text(row, predicted);
          outcomes.add(numbers, texts, scores, made, text(row, labels.label()));
        });
    if (outcomes.unusable() > 0) {
      progressOut.println(
          "note: " + outcomes.unusable() + " rows have no usable label and prediction");
    }
    TrainingPerformance training = outcomes.build();
    return training == null ? profile : profile.with(training);
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
    } catch (CsvParseException failure) {
      throw new IOException(file + ": " + failure.getMessage(), failure);
    }
  }

  private CsvReader<CsvRecord> reader(Progress progress) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .detectBomHeader(true)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(progress.watch(Files.newInputStream(file)));
  }
}
