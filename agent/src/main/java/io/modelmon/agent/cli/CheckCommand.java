package io.modelmon.agent.cli;

import io.modelmon.agent.instrument.OfflineCheck;
import io.modelmon.agent.labels.LabelFolders;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Validates a configuration, and with a class path says which methods its rules will weave. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "Validates a configuration file, and looks whether the folders of labels and the profiles it"
          + " names are there on this machine.",
      "",
      "With a class path it also says for each rule which methods will be woven, or why none will"
          + " be. No code of the application is loaded or run."
    })
final class CheckCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "CONFIG", description = "The configuration file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path config;

  @Option(
      names = {"--classpath", "-cp"},
      paramLabel = "PATH",
      description =
          "The application: jars (also executable ones with jars inside) and folders, separated as"
              + " on java's command line; FOLDER/* means all jars in a folder.")
  private @Nullable String classPath;

  @Option(
      names = "--indicators",
      description = "Also lists every number that rules about alerts can name, and the rules.")
  private boolean indicators;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelmonConfig settings = ConfigFiles.read(config, spec.commandLine().getErr());
    if (settings == null) {
      return CommandLineMain.FOUND_PROBLEMS;
    }
    List<String> folders = LabelFolders.problems(settings);
    ReferenceFiles references = ReferenceFiles.of(settings);
    OfflineCheck.Result result =
        classPath == null ? null : OfflineCheck.check(settings, entries(classPath));
    boolean clean =
        folders.isEmpty()
            && references.problems().isEmpty()
            && (result == null || result.isClean());
    out.println(
        config
            + (clean ? ": valid, " : ": well-formed, with problems below, ")
            + summary(settings));
    ReferenceNameNotes.of(settings).forEach(note -> out.println("note: " + note));
    if (indicators) {
      IndicatorList.print(settings, out);
    }
    folders.forEach(problem -> out.println("problem: " + problem));
    references.problems().forEach(problem -> out.println("problem: " + problem));
    references.notes().forEach(note -> out.println("note: " + note));
    if (result == null) {
      return clean ? 0 : CommandLineMain.FOUND_PROBLEMS;
    }
    result.problems().forEach(problem -> out.println("problem: " + problem));
    for (OfflineCheck.RuleCheck rule : result.rules()) {
      print(rule, out);
    }
    out.println(result.classes() + " classes looked at");
    return clean ? 0 : CommandLineMain.FOUND_PROBLEMS;
  }

  private static void print(OfflineCheck.RuleCheck rule, PrintWriter out) {
    out.println();
    out.println("line " + rule.line() + ", model " + rule.model() + ": " + rule.rule());
    for (String method : rule.methods()) {
      out.println("  weaves " + method);
    }
    if (rule.methods().isEmpty()) {
      out.println("  weaves nothing: " + rule.state().attribute().replace('_', ' '));
    }
    for (String note : rule.notes()) {
      out.println("  note: " + note);
    }
  }

  private static String summary(ModelmonConfig settings) {
    int rules = 0;
    for (ModelConfig model : settings.models()) {
      rules += model.predict().size() + model.labels().rules().size();
    }
    int models = settings.models().size();
    return models
        + (models == 1 ? " model, " : " models, ")
        + rules
        + (rules == 1 ? " rule" : " rules");
  }

  private List<Path> entries(String text) {
    List<Path> entries = new ArrayList<>();
    for (String part : text.split(File.pathSeparator, -1)) {
      if (part.endsWith("*")) {
        entries.addAll(jarsIn(part.substring(0, part.length() - 1)));
      } else if (!part.isEmpty()) {
        entries.add(existing(part));
      }
    }
    return entries;
  }

  private List<Path> jarsIn(String folder) {
    List<Path> jars = new ArrayList<>();
    File[] files = existing(folder.isEmpty() ? "." : folder).toFile().listFiles();
    if (files != null) {
      java.util.Arrays.sort(files);
      for (File file : files) {
        if (file.getName().endsWith(".jar")) {
          jars.add(file.toPath());
        }
      }
    }
    return jars;
  }

  private Path existing(String part) {
    Path path = Path.of(part);
    if (!Files.exists(path)) {
      throw new ParameterException(
          spec.commandLine(), "there is nothing at " + path + " (part of --classpath)");
    }
    return path;
  }
}
