package io.modelmon.agent.cli;

import io.modelmon.alert.rule.Rule;
import io.modelmon.alert.rule.RuleException;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.alert.suggest.Suggestion;
import io.modelmon.alert.suggest.ThresholdAdvisor;
import io.modelmon.alert.suggest.ThresholdAdvisor.Direction;
import io.modelmon.config.AlertIndicators;
import io.modelmon.math.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
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

/** Proposes thresholds from the history of an indicator, with the alerts each would have raised. */
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    versionProvider = CommandLineMain.Version.class,
    description = {
      "Proposes thresholds from the history of an indicator in which nothing was wrong.",
      "",
      "The history is a CSV file with a header, or JSON: an array of numbers, of objects, or of"
          + " pairs of time and value. One value per window, the oldest first. Each threshold comes"
          + " with the alerts it would have raised, and with those to expect."
    })
final class SuggestCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "HISTORY", description = "The CSV or JSON file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path history;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "The column, or the key of the objects. Default: the last column, 'value'.")
  private @Nullable String column;

  @Option(
      names = "--indicator",
      paramLabel = "NAME",
      description = "The indicator, to write the rule with. Default: ${DEFAULT-VALUE}.",
      defaultValue = "indicator")
  private String indicator = "indicator";

  @Option(names = "--below", description = "Alert on small values instead of large ones.")
  private boolean below;

  @Option(
      names = "--for",
      paramLabel = "WINDOWS",
      description = "Windows in a row. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int windows = 1;

  @Option(
      names = "--ahead",
      paramLabel = "WINDOWS",
      description = "The period to predict alerts for. Default: as long as the history.")
  private int ahead;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    double[] values = History.read(history, column);
    int known = (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    if (windows < 1 || ahead < 0) {
      throw new ParameterException(spec.commandLine(), "--for and --ahead count from 1");
    }
    if (known < ThresholdAdvisor.LEAST_HISTORY) {
      throw new IOException(
          "%s holds %d values; at least %d are needed"
              .formatted(history, known, ThresholdAdvisor.LEAST_HISTORY));
    }
    int period = ahead == 0 ? known : ahead;
    List<Suggestion> suggestions =
        ThresholdAdvisor.suggest(
            values, below ? Direction.BELOW : Direction.ABOVE, windows, period);
    out.printf("%d windows of %s; alerts in the next %d:%n", known, indicator, period);
    String unit = unit();
    suggestions.forEach(suggestion -> print(suggestion, unit, out));
    return 0;
  }

  /** Returns the unit in which rules write the indicator; none where it is not known. */
  private String unit() {
    for (String unit : List.of("", "s", " per second")) {
      try {
        Rule unused = RuleParser.parse(indicator + " > 0" + unit, AlertIndicators.all());
        return unit;
      } catch (RuleException e) {
        // Another unit, or an indicator of the user's own.
      }
    }
    return "";
  }

  private void print(Suggestion suggestion, String unit, PrintWriter out) {
    Interval next = suggestion.nextAlerts();
    out.printf(
        Locale.ROOT,
        "  %s %s %s%s: raised %d; expect %.3g, in %.0f %% of cases %.0f to %.0f%n",
        indicator,
        below ? "<" : ">",
        suggestion.threshold() + unit,
        suggestion.consecutive() == 1 ? "" : " for " + suggestion.consecutive(),
        suggestion.pastAlerts(),
        suggestion.expectedAlerts(),
        100 * next.level(),
        next.lower(),
        next.upper());
  }
}
