package io.modelmon.agent.cli;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.feedback.FeedbackFile;
import io.modelmon.alert.feedback.FeedbackMark;
import io.modelmon.alert.feedback.RulePrecision;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.math.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Marks an alert right or wrong, and shows how precise rules are. */
@Command(
    name = "feedback",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "Marks an alert right or wrong, and shows how often each rule was right.",
      "",
      "Marks are kept beside the configuration, in <CONFIG>.feedback. When a rule is shown to be"
          + " wrong too often, its threshold is raised, at most twofold, at the next start."
    })
final class FeedbackCommand implements Callable<Integer> {

  private static final double PERCENT = 100;

  @Parameters(paramLabel = "CONFIG", description = "The configuration file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path configuration;

  @ArgGroup(exclusive = false)
  private @Nullable Alert alert;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The alert that is marked. */
  @SuppressWarnings("NullAway.Init") // set by picocli
  static final class Alert {
    @Option(names = "--model", required = true, description = "The model's name.")
    private String model;

    @Option(
        names = "--model-version",
        defaultValue = "",
        description = "The model's version; left out where it has none.")
    private String version;

    @Option(names = "--rule", required = true, description = "The rule that fired.")
    private String rule;

    @Option(
        names = "--window",
        required = true,
        description = "The number of the window it fired in, as the alert says.")
    private long window;

    @Option(
        names = "--since",
        required = true,
        description = "When it began, as the alert says, such as 2026-01-05T10:00:00Z.")
    private Instant since;

    @ArgGroup(multiplicity = "1")
    private Answer answer;
  }

  /** What was found when somebody looked. */
  static final class Answer {
    @Option(names = "--right", required = true, description = "There was something to be told of.")
    private boolean right;

    @Option(names = "--wrong", required = true, description = "There was nothing.")
    private boolean wrong;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(configuration)) {
      throw new ParameterException(spec.commandLine(), configuration + " is no file");
    }
    FeedbackFile file = FeedbackFile.beside(configuration);
    Alert marked = alert;
    if (marked != null) {
      refuseUnknown(marked);
      AlertKey key = new AlertKey(marked.model, marked.version, marked.rule);
      boolean right = marked.answer.right && !marked.answer.wrong;
      file.append(new FeedbackMark(Instant.now(), key, marked.window, marked.since, right));
    }
    show(RulePrecision.of(file.marks()));
    return 0;
  }

  /** Where the file tells which rules a model has, a mark for another one would never count. */
  private void refuseUnknown(Alert marked) {
    ModelmonConfig settings = ConfigParser.parse(configuration).config();
    List<String> rules = new ArrayList<>();
    boolean known = false;
    for (ModelConfig model : settings == null ? List.<ModelConfig>of() : settings.models()) {
      String literal = model.name().literal();
      if (literal == null || literal.equals(marked.model)) {
        known = true;
        model.forName(marked.model).alerts().rules().forEach(rule -> rules.add(rule.name()));
      }
    }
    if (settings != null && !known) {
      throw new ParameterException(
          spec.commandLine(), configuration + " has no model '" + marked.model + "'");
    }
    if (known && !rules.contains(marked.rule)) {
      throw new ParameterException(
          spec.commandLine(),
          "model %s has no rule '%s'; it has: %s"
              .formatted(marked.model, marked.rule, String.join(", ", rules)));
    }
  }

  private void show(List<RulePrecision> rules) {
    PrintWriter out = spec.commandLine().getOut();
    if (rules.isEmpty()) {
      out.println("no alert has been marked yet");
    }
    for (RulePrecision rule : rules) {
      Interval interval = rule.interval();
      out.println(
          String.format(
              Locale.ROOT,
              "%s, %s: %.0f %% right [%.0f %%, %.0f %%], n %d%s",
              rule.model(),
              rule.rule(),
              PERCENT * rule.share(),
              PERCENT * interval.lower(),
              PERCENT * interval.upper(),
              rule.n(),
              raised(rule.factor())));
    }
    out.flush();
  }

  private static String raised(double factor) {
    return factor == 1
        ? ""
        : String.format(Locale.ROOT, "; its threshold is raised %.2f-fold", factor);
  }
}
