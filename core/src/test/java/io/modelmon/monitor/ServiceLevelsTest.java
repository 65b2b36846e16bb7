package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.threshold.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceLevelsTest {

  private static final int CALLS = 1_000;
  private final ServiceLevels levels = new ServiceLevels();

  private static ServiceLevels.Window window(
      double p99, double perSecond, Map<String, Integer> errors) {
    int thrown = errors.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Reading> types = new java.util.HashMap<>();
    errors.forEach((type, count) -> types.put(type, new Reading(count / 1_000.0, CALLS)));
    return new ServiceLevels.Window(
        new Reading(p99 / 2, CALLS),
        new Reading(p99, CALLS),
        new Reading(perSecond, CALLS),
        new Reading(thrown / 1_000.0, CALLS),
        types);
  }

  private Verdict verdict(ServiceLevels.Window window, Sign sign, String subject) {
    return levels.observe(window).stream()
        .filter(found -> found.sign() == sign && found.subject().equals(subject))
        .map(Observation::abnormal)
        .findFirst()
        .orElseThrow();
  }

  private void usual() {
    for (int i = 0; i < 10; i++) {
      levels.record(window(0.010, 50, Map.of("a.Known", 20)));
    }
  }

  @Test
  void observe_beforeTheWarmUp_isUnknown() {
    ServiceLevels.Window bad = window(5, 1, Map.of("a.Known", 900));

    assertThat(levels.known()).isFalse();
    assertThat(levels.observe(bad))
        .allSatisfy(found -> assertThat(found.abnormal()).isEqualTo(Verdict.UNKNOWN));
  }

  @Test
  void observe_durationsAndRates_areComparedWithWhatIsUsual() {
    usual();

    assertThat(verdict(window(0.011, 50, Map.of()), Sign.LATENCY, "p99")).isEqualTo(Verdict.FALSE);
    assertThat(verdict(window(0.040, 50, Map.of()), Sign.LATENCY, "p99")).isEqualTo(Verdict.TRUE);
    assertThat(verdict(window(0.001, 50, Map.of()), Sign.LATENCY, "p99")).isEqualTo(Verdict.FALSE);
    for (double rate : new double[] {10, 400}) {
      assertThat(verdict(window(0.01, rate, Map.of()), Sign.THROUGHPUT, ""))
          .isEqualTo(Verdict.TRUE);
    }
  }

  @Test
  void observe_errors_areComparedByType() {
    usual();
    ServiceLevels.Window other = window(0.01, 50, Map.of("a.Known", 20, "b.New", 100));

    assertThat(verdict(other, Sign.ERROR_RATE, "")).isEqualTo(Verdict.TRUE);
    assertThat(verdict(other, Sign.ERROR_TYPE, "a.Known")).isEqualTo(Verdict.FALSE);
    assertThat(verdict(other, Sign.ERROR_TYPE, "b.New")).isEqualTo(Verdict.TRUE);
    assertThat(verdict(window(0.01, 50, Map.of("b.New", 1)), Sign.ERROR_TYPE, "b.New"))
        .isEqualTo(Verdict.FALSE);
    assertThat(levels.observe(other))
        .filteredOn(found -> found.sign() == Sign.ERROR_TYPE)
        .extracting(Observation::subject)
        .containsExactly("b.New", "a.Known");
  }
}
