package io.modelmon.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import host.Scenarios;
import host.Trace;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario, on every JDK: the application sees no difference, the collector every call. */
class ScenariosIT {

  static Stream<Arguments> scenarios() {
    return Jdk.all().stream()
        .flatMap(jdk -> Scenarios.ALL.stream().map(scenario -> Arguments.of(jdk, scenario)));
  }

  static Stream<Jdk> jdks() {
    return Jdk.all().stream();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("scenarios")
  void scenario_withAgent_printsTheSame(Jdk jdk, String scenario) {
    Differential runs = ScenarioRuns.on(jdk);

    assertThat(runs.bare().sections()).containsKey(scenario);
    assertThat(runs.watched().sections().get(scenario))
        .isEqualTo(runs.bare().sections().get(scenario));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("scenarios")
  void scenario_withAgent_isCountedExactly(Jdk jdk, String scenario) {
    Differential runs = ScenarioRuns.on(jdk);
    List<String> section = Objects.requireNonNull(runs.bare().sections().get(scenario));

    List<Expectation> expectations = Expectation.in(section);

    assertThat(expectations).isNotEmpty();
    expectations.forEach(expectation -> expectation.assertReportedTo(runs.receiver()));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void rawValues_ofInputsAndExceptions_stayInTheProcess(Jdk jdk) {
    Differential runs = ScenarioRuns.on(jdk);

    assertThat(runs.receiver().requests()).isNotEmpty();
    assertThat(runs.receiver().requests())
        .noneMatch(request -> new String(request.body(), ISO_8859_1).contains(Trace.CANARY));
    assertThat(runs.watched().stderr()).noneMatch(line -> line.contains(Trace.CANARY));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void host_withAgent_endsTheSame(Jdk jdk) {
    Differential runs = ScenarioRuns.on(jdk);

    runs.assertSame();
    assertThat(runs.bare().exitCode()).isEqualTo(Scenarios.STATUS);
    assertThat(runs.bare().stderr()).isEmpty();
  }
}
