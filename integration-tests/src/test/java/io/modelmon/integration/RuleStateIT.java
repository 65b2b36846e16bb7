package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.OtlpReceiver;
import io.modelmon.examples.receiver.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has become of each rule is a metric, so that a rule that matches nothing is seen. */
class RuleStateIT {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "host.cases.ReusedArrays$Model#predict(double[]), matched",
        "host.cases.Globs$*Model#predict*, matched",
        "host.foreign.Model#predict(double[]), matched",
        "host.foreign.Old#predict(double[]), unreachable",
        "host.cases.Unwoven$Child#predict, method_missing",
        "host.cases.Unwoven$Child#predikt, method_missing",
        "host.cases.Unwoven$Child#fast, unreachable",
        "host.cases.Unwoven$Parent#score, unreachable",
        "com.example.Absent#predict, pending",
      })
  void rule_afterAllScenarios_isInState(String rule, String state) {
    OtlpReceiver receiver = ScenarioRuns.on(Jdk.building()).receiver();

    List<Series> states =
        receiver.series("modelmon.agent.rule.state", Map.of("modelmon.rule", rule));

    long newest = states.stream().mapToLong(Series::timeUnixNano).max().orElse(0);
    assertThat(states)
        .filteredOn(point -> point.timeUnixNano() == newest && point.value() == 1)
        .extracting(point -> point.attribute("modelmon.state"))
        .as(rule + " in " + states.stream().sorted(Comparator.comparing(Series::name)).toList())
        .containsExactly(state);
  }
}
