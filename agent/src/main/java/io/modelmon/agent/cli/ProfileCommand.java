package io.modelmon.agent.cli;

import io.modelmon.config.ModelConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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
      "Without: prints a profile as a table.",
      "",
      "Where the configuration has the model's drift compared as whole rows (multivariate), a sample"
          + " of rows, without sensitive columns and with texts as hashes, is kept in the profile.",
      "",
      "The CSV file has a header. A column in which every value is a number is numeric, unless"
          + " 'types' in the configuration says otherwise. Columns called 'prediction' or"
          + " 'prediction.<class>' are the reference of the outputs."
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
    if (model != null || config != null) {
      throw new ParameterException(
          spec.commandLine(), "give -o FILE as well, to say where the profile is to be written");
    }
    ReferenceProfile profile = ProfileCodec.read(file);
    new ProfileTable(out()).print(profile);
    return 0;
  }

  private int build(Path target) throws IOException {
    if (model == null) {
      throw new ParameterException(spec.commandLine(), "give --model NAME as well");
    }
    ModelConfig settings = null;
    if (config != null) {
      settings = ConfigFiles.model(config, model, spec.commandLine().getErr());
      if (settings == null) {
        return CommandLineMain.FOUND_PROBLEMS;
      }
    }
    String version = settings == null ? "" : settings.version().literal();
    TrainingRows rows = new TrainingRows(file, separator, Set.copyOf(missing), err());
    TrainingColumns columns = TrainingColumns.of(rows.header(), settings);
    columns.notes().forEach(note -> err().println("note: " + note));
    boolean sampled = settings != null && !settings.drift().multivariate().isEmpty();
    ReferenceProfile profile =
        rows.profile(columns, new ModelId(model, version), InstantSource.system(), sampled);
    ProfileCodec.write(profile, target);
    out()
        .printf(
            "%s: %d rows, %d columns, id %s%n",
            target, profile.rows(), profile.columns().size(), profile.id());
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
