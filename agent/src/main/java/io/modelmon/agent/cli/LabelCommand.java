package io.modelmon.agent.cli;

import io.modelmon.agent.labels.LabelDrop;
import io.modelmon.agent.labels.LabelFileException;
import io.modelmon.agent.labels.LabelFileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings labels from scripts: checks them and puts them into the folder that the agent watches. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "Brings labels: checks them and puts them into the folder that the agent watches"
          + " (labels.folder).",
      "",
      "With --id and --label one label; otherwise files, or - for standard input. CSV files (*.csv)"
          + " have a header of id and label, and of time and model where they are known; lines of"
          + " JSON Lines files (*.jsonl) are objects with these keys.",
      "",
      "Where a line is no label, none of the files is put into the folder, unless --skip-bad is"
          + " given."
    })
final class LabelCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  private final InputStream input;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files with labels, or - for standard input.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description = "The folder that the agent watches.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path folder;

  @Option(names = "--id", paramLabel = "ID", description = "The id of the prediction.")
  private @Nullable String id;

  @Option(names = "--label", paramLabel = "LABEL", description = "What really happened.")
  private @Nullable String label;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description =
          "When that was known: ISO 8601, in UTC unless it says otherwise, or seconds or"
              + " milliseconds since 1970. Default: when the agent reads it.")
  private @Nullable String time;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model, where several watch the folder. Default: all of them.")
  private @Nullable String model;

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      defaultValue = "csv",
      description = "The format of standard input. Default: csv.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String format;

  @Option(
      names = "--skip-bad",
      description = "Put files into the folder although some lines are no labels.")
  private boolean skipBad;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  LabelCommand(InputStream input) {
    this.input = input;
  }

  /** A copy of what has been checked and is not yet in the folder. */
  private record Checked(String name, Path content, long labels) {}

  @Override
  public Integer call() throws IOException {
    boolean single = id != null || label != null;
    if (single == !files.isEmpty() || (id == null) != (label == null)) {
      throw new ParameterException(
          spec.commandLine(), "give --id and --label, or files, or - for standard input");
    }
    if (!single && (time != null || model != null)) {
      throw new ParameterException(
          spec.commandLine(), "--time and --model go with --id and --label; files have columns");
    }
    if (!Files.isDirectory(folder)) {
      spec.commandLine().getErr().println("error: there is no folder " + folder);
      return CommandLineMain.FOUND_PROBLEMS;
    }
    List<Checked> checked = new ArrayList<>();
    try {
      return check(single, checked) ? drop(checked) : CommandLineMain.FOUND_PROBLEMS;
    } finally {
      for (Checked file : checked) {
        Files.deleteIfExists(file.content());
      }
    }
  }

  private boolean check(boolean single, List<Checked> checked) throws IOException {
    boolean good = true;
    if (single && id != null && label != null) {
      return check("label.csv", LabelDrop.stream(LabelDrop.csv(id, label, time, model)), checked);
    }
    for (String file : files) {
      if (file.equals(STANDARD_INPUT)) {
        good &= check("stdin." + ending(), input, checked);
        continue;
      }
      Path path = Path.of(file);
      String name = String.valueOf(path.getFileName());
      if (!LabelFileReader.isLabelFile(name)) {
        complain(file, "is neither *.csv nor *.jsonl");
        good = false;
      } else if (!Files.isReadable(path)) {
        complain(file, "cannot be read");
        good = false;
      } else {
        try (InputStream in = Files.newInputStream(path)) {
          good &= check(name, in, checked);
        }
      }
    }
    return good;
  }

  private String ending() {
    String lower = format.toLowerCase(Locale.ROOT);
    if (!lower.equals("csv") && !lower.equals("jsonl")) {
      throw new ParameterException(spec.commandLine(), "--format is csv or jsonl");
    }
    return lower;
  }

  /** Copies, since a file may change and standard input is gone, and reads the copy. */
  private boolean check(String name, InputStream in, List<Checked> checked) throws IOException {
    Path copy = Files.createTempFile("modelmon-label", ".tmp");
    try (var out = Files.newOutputStream(copy)) {
      in.transferTo(out);
    }
    Checked file = new Checked(name, copy, 0);
    checked.add(file);
    LabelDrop.Check found;
    try (InputStream content = Files.newInputStream(copy)) {
      found = LabelDrop.check(name, content);
    } catch (LabelFileException e) {
      String value = e.found() == null ? "" : " (found '" + e.found() + "')";
      complain(name, e.getMessage() + value);
      return false;
    } catch (IOException e) {
      complain(name, String.valueOf(e.getMessage()));
      return false;
    }
    found.problems().forEach(problem -> complain(name, problem));
    long more = found.refused() - found.problems().size();
    if (more > 0) {
      complain(name, "and " + more + " more");
    }
    if (found.labels() == 0) {
      complain(name, "there is no label in it");
      return false;
    }
    checked.set(checked.size() - 1, new Checked(name, copy, found.labels()));
    return skipBad || found.refused() == 0;
  }

  private void complain(String file, String problem) {
    spec.commandLine().getErr().println(file + ": " + problem);
  }

  private int drop(List<Checked> checked) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (Checked file : checked) {
      try (InputStream content = Files.newInputStream(file.content())) {
        Path dropped = LabelDrop.drop(folder, file.name(), content);
        out.println(file.labels() + (file.labels() == 1 ? " label in " : " labels in ") + dropped);
      }
    }
    return 0;
  }
}
