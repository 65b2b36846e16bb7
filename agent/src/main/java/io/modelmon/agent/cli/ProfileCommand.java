package io.modelmon.agent.cli;

import io.modelmon.config.ModelConfig;
import io.modelmon.drift.DriftVerdict;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.Season;
import io.modelmon.profile.Seasonality;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds a reference profile from a CSV file of training rows, or prints one. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "With -o: builds the reference profile of a model from a CSV file of training rows.",
      "Without: prints a profile as a table, or with --json as JSON.",
      "",
      "Where the configuration has the model's drift compared as whole rows (multivariate), a"
          + " sample of rows, without sensitive columns and with texts as hashes, is kept in the"
          + " profile.",
      "",
      "The CSV file has a header. A column is numeric when at most one value in a hundred is no"
          + " number, unless 'types' in the configuration says otherwise; such values then count as"
          + " values of a wrong type. Columns called 'prediction' or"
          + " 'prediction.<class>' are the reference of the outputs.",
      "",
      "With --time-column the rows are also counted by the hour or day they were served, so that a"
          + " window is compared with what its own hours or days look like. Times are ISO 8601, or"
          + " seconds or milliseconds since 1970.",
      "",
      "With --segment-column or --segment the rows are also counted by the values of segments of"
          + " the model, for drift.segments; a profile is divided by time or by segments, not by"
          + " both.",
      "",
      "With --label-column the profile also keeps how good the model was on these rows, and what"
          + " its performance is estimated from later, before labels are there. The rows should be"
          + " ones that the model was not trained on. Type, positive class and threshold are those"
          + " of the configuration."
    })
final class ProfileCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A CSV file of training rows, or a profile to print.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The profile to write.")
  private @Nullable Path output;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model the rows belong to; needed with -o.")
  private @Nullable String model;

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description = "The configuration, for the model's feature names, types and exclusions.")
  private @Nullable Path config;

  @Option(
      names = "--missing",
      paramLabel = "TEXT",
      split = ",",
      defaultValue = "NA,N/A,null,NULL,None",
      description =
          "Texts that stand for a missing value, beside the empty one and NaN; default:"
              + " ${DEFAULT-VALUE}.")
  private List<String> missing = List.of();

  @Option(
      names = "--separator",
      paramLabel = "CHARACTER",
      defaultValue = ",",
      description = "The field separator; default: ${DEFAULT-VALUE}.")
  private char separator;

  @Option(
      names = "--charset",
      paramLabel = "CHARSET",
      description = "The charset of the CSV file; default: that of its byte order mark, or UTF-8.")
  private @Nullable Charset charset;

  @Option(
      names = "--time-column",
      paramLabel = "COLUMN",
      description = "The column that says when a row was served; it is no feature.")
  private @Nullable String timeColumn;

  @Option(
      names = "--season",
      paramLabel = "SEASON",
      description = "hour_of_day or day_of_week; default with --time-column: hour_of_day.")
  private @Nullable String season;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description =
          "Where hours and days are read, such as Europe/Zurich, and what times without a zone are"
              + " in; default: UTC.")
  private @Nullable String timeZone;

  @Option(
      names = "--segment-column",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "A column that is called like a segment and holds its values; it is no feature unless the"
              + " configuration names it. The first 20 values are told apart.")
  private List<String> segmentColumns = List.of();

  @Option(
      names = "--segment",
      paramLabel = "NAME=COLUMN",
      split = ",",
      description =
          "A segment and the column that holds its values, where that is called otherwise.")
  private Map<String, String> namedSegments = Map.of();

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description = "The column that holds what was right; it is no feature.")
  private @Nullable String labelColumn;

  @Option(
      names = "--prediction-column",
      paramLabel = "COLUMN",
      description =
          "The column that holds what the model predicted, a class or a number; default:"
              + " 'prediction' for numbers and labels, else what the scores say.")
  private @Nullable String predictionColumn;

  @Option(
      names = "--score-column",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "The column that holds the probability of the positive class, or one for each of the"
              + " configured classes, in their order; default: 'prediction', 'prediction.<class>'."
              + " It is the reference of the output as well, unless that has a column of its own.")
  private List<String> scoreColumns = List.of();

  @Option(names = "--json", description = "Print the profile as JSON.")
  private boolean json;

  @Option(
      names = "--show-sensitive",
      description =
          "Print extremes and categories of sensitive columns as well. JSON is the whole profile"
              + " and is printed only with this when there are such columns.")
  private boolean showSensitive;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file);
    }
    return output == null ? print() : build(output);
  }

  private int print() throws IOException {
    boolean building =
        model != null
            || config != null
            || timeColumn != null
            || season != null
            || timeZone != null
            || !segmentColumns.isEmpty()
            || !namedSegments.isEmpty()
            || labelColumn != null;
    if (building) {
      throw new ParameterException(
          spec.commandLine(), "give -o FILE as well, to say where the profile is to be written");
    }
    ReferenceProfile profile = ProfileCodec.read(file);
    if (json && !showSensitive && !profile.sensitive().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "JSON holds the extremes and categories of sensitive columns ("
              + String.join(", ", new TreeSet<>(profile.sensitive()))
              + "); add --show-sensitive if they may be shown");
    }
    if (json) {
      out().print(new String(ProfileCodec.encodeJson(profile), StandardCharsets.UTF_8));
      out().flush();
    } else {
      new ProfileTable(out(), showSensitive).print(profile);
    }
    return 0;
  }

  private int build(Path target) throws IOException {
    if (model == null) {
      throw new ParameterException(spec.commandLine(), "give --model NAME as well");
    }
    if (json) {
      throw new ParameterException(
          spec.commandLine(), "--json prints a profile that is there; leave out -o");
    }
    requireOwn(target);
    ModelConfig settings = null;
    if (config != null) {
      settings = ConfigFiles.model(config, model, spec.commandLine().getErr());
      if (settings == null) {
        return CommandLineMain.FOUND_PROBLEMS;
      }
    }
    String version = settings == null ? "" : settings.version().literal();
    TrainingRows rows =
        new TrainingRows(new CsvText(file, charset), separator, Set.copyOf(missing), err());
    List<String> header = rows.header();
    TrainingTime time = time(header);
    TrainingSegments segments = segments(header, settings);
    LabelColumns labels = labels(header, settings);
    List<String> others = new ArrayList<>(segments.columns());
    if (timeColumn != null) {
      others.add(timeColumn);
    }
    TrainingColumns columns = TrainingColumns.of(header, settings, others, labels);
    columns.notes().forEach(note -> err().println("note: " + note));
    if (columns.columns().isEmpty()) {
      throw new IOException(
          file
              + " has no column that the configuration watches; it has "
              + String.join(", ", header)
              + ": correct the header, or 'features' in the configuration");
    }
    boolean sampled = settings != null && !settings.drift().multivariate().isEmpty();
    ReferenceProfile profile =
        rows.profile(
            columns, time, segments, new ModelId(model, version), InstantSource.system(), sampled);
    if (profile.rows() == 0) {
      throw new IOException(file + " has a header and no rows; nothing can be compared with it");
    }
    rows.notes(profile).forEach(note -> err().println("note: " + note));
    if (profile.rows() < DriftVerdict.MIN_REFERENCE_N) {
      err()
          .printf(
              "warning: %d rows are too few: with fewer than %d values nothing is compared, and every window is 'insufficient'; a reference should have ten times the rows of a window%n",
              profile.rows(), DriftVerdict.MIN_REFERENCE_N);
    }
    if (labels != null) {
      boolean secret = settings != null && settings.features().sensitive().contains(labelColumn);
      profile = rows.labelled(profile, columns, labels, new LabelValues(labels, header, secret));
    }
    if (settings != null) {
      Set<String> sensitive = new HashSet<>(profile.sensitive());
      sensitive.addAll(settings.features().sensitive()); // segments among them
      profile = profile.withSensitive(sensitive);
    }
    ProfileCodec.write(profile, target);
    out()
        .printf(
            "%s: %d rows, %d columns, id %s%n",
            target, profile.rows(), profile.columns().size(), profile.id());
    if (profile.training() != null) {
      new ProfileTable(out(), false).printTraining(profile.training());
    }
    return 0;
  }

  /** Nothing is overwritten but an older profile: -o with the name of the rows would lose them. */
  private void requireOwn(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (Files.isSameFile(file, target)) {
      throw new ParameterException(
          spec.commandLine(), "-o names the training file itself; name another file");
    }
    boolean empty = Files.isRegularFile(target) && Files.size(target) == 0;
    if (!empty && !isProfile(target)) {
      throw new IOException(
          target + " is there and is no profile; name another file with -o, or remove it");
    }
  }

  private static boolean isProfile(Path target) {
    try {
      ProfileCodec.read(target);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private TrainingSegments segments(List<String> header, @Nullable ModelConfig settings) {
    TrainingSegments segments;
    try {
      segments = TrainingSegments.of(header, segmentColumns, namedSegments);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
    }
    if (timeColumn != null && !segments.names().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "a profile is divided by time or by segments, not by both; leave out --time-column, or"
              + " --segment-column and --segment");
    }
    if (settings == null) {
      return segments;
    }
    Set<String> known = settings.labels().segments().keySet();
    for (String name : segments.names()) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "the configuration has no segment '%s' for the model; it has %s; write --segment NAME=COLUMN"
                .formatted(name, known));
      }
    }
    List<String> absent = segments.absent(settings.drift().segments());
    if (!absent.isEmpty() && timeColumn == null) {
      err()
          .println(
              "note: drift is compared by "
                  + String.join(", ", absent)
                  + ", but no column is given; it will not be: --segment-column, or --segment"
                  + " NAME=COLUMN");
    }
    return segments;
  }

  private @Nullable LabelColumns labels(List<String> header, @Nullable ModelConfig settings) {
    if (labelColumn == null) {
      if (predictionColumn != null || !scoreColumns.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "give --label-column COLUMN as well, to say what was right");
      }
      return null;
    }
    try {
      LabelColumns.Names names =
          new LabelColumns.Names(labelColumn, predictionColumn, scoreColumns);
      return LabelColumns.of(header, names, settings);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
    }
  }

  private @Nullable TrainingTime time(List<String> header) throws IOException {
    if (timeColumn == null) {
      if (season != null || timeZone != null) {
        throw new ParameterException(
            spec.commandLine(), "give --time-column COLUMN as well, to say where times are");
      }
      return null;
    }
    int position = header.indexOf(timeColumn);
    if (position < 0) {
      throw new IOException(
          file + " has no column '" + timeColumn + "'; it has " + String.join(", ", header));
    }
    Season cycle = season == null ? Season.HOUR_OF_DAY : Season.named(season);
    if (cycle == null) {
      throw new ParameterException(
          spec.commandLine(), "--season is hour_of_day or day_of_week, not '" + season + "'");
    }
    return new TrainingTime(timeColumn, position, new Seasonality(cycle, zone()));
  }

  private ZoneId zone() {
    try {
      return timeZone == null ? ZoneOffset.UTC : ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--time-zone is a name such as Europe/Zurich or an offset such as +02:00, not '"
              + timeZone
              + "'",
          e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
