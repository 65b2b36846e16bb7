package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.Severity;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.config.AlertsConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** All seeds are fixed: a test passes or fails for good. */
class JointAnomaliesTest {

  private static final int WARM_UP = 168;
  private static final AlertsConfig BOTH =
      new AlertsConfig(
          List.of(
              new AlertRule(
                  "both",
                  RuleParser.parse(
                      "anomaly.isolation_forest < 1% or anomaly.one_class_svm < 1%",
                      StandardIndicators.catalogue()),
                  Severity.WARNING)));

  private final SplittableRandom random = new SplittableRandom(6);
  private final JointAnomalies anomalies = new JointAnomalies(BOTH);

  /** Numbers of an hour; drift is never known. */
  private record Hour(long number, Map<String, Reading> readings) implements WindowReadings {
    @Override
    public long endEpochNanos() {
      return TimeUnit.HOURS.toNanos(number);
    }

    @Override
    public Reading current(IndicatorPath path) {
      return readings.getOrDefault(path.toString(), Reading.UNKNOWN);
    }

    @Override
    public Reading reference(IndicatorPath path) {
      return Reading.UNKNOWN;
    }

    @Override
    public List<String> features() {
      return List.of("age");
    }
  }

  private Hour hour(long number, double load, double slowness) {
    double calls = load * Math.exp(0.2 * random.nextGaussian());
    double seconds = 0.02 * slowness * Math.exp(0.1 * random.nextGaussian());
    Map<String, Reading> readings = new HashMap<>();
    readings.put("latency.p50", new Reading(seconds, 1_000));
    readings.put("latency.p99", new Reading(4 * seconds, 1_000));
    readings.put("throughput", new Reading(calls, 1_000));
    readings.put("error.rate", new Reading(random.nextInt(4) / 1000.0, 1_000));
    readings.put("feature[\"age\"].missing", new Reading(0.01, 1_000));
    return new Hour(number, readings);
  }

  @Test
  void judge_usualThenSlowAndIdle_isUnusualByBothMethods() {
    for (int i = 0; i < WARM_UP; i++) {
      assertThat(anomalies.judge(hour(i, 1, 1)).values())
          .allMatch(reading -> Double.isNaN(reading.value()));
    }
    Map<String, Reading> usual = anomalies.judge(hour(WARM_UP, 1, 1));
    Map<String, Reading> idle = anomalies.judge(hour(WARM_UP + 1, 0.4, 1.6));

    assertThat(usual).containsOnlyKeys("isolation_forest", "one_class_svm");
    usual.values().forEach(reading -> assertThat(reading.value()).isGreaterThan(0.02));
    idle.values().forEach(reading -> assertThat(reading.value()).isLessThan(0.01));
    idle.values().forEach(reading -> assertThat(reading.n()).isEqualTo(WARM_UP));
  }

  @Test
  void judge_numberThatIsUsuallyKnown_isUnknownWithoutIt() {
    for (int i = 0; i <= WARM_UP; i++) {
      Map<String, Reading> unused = anomalies.judge(hour(i, 1, 1));
    }
    Hour without = hour(WARM_UP + 1, 1, 1);
    without.readings().remove("latency.p99");

    assertThat(anomalies.judge(without).values())
        .allMatch(reading -> Double.isNaN(reading.value()));
  }

  @Test
  void judge_noRuleAsks_costsNothing() {
    assertThat(new JointAnomalies(AlertsConfig.NONE).judge(hour(0, 1, 1))).isEmpty();
  }
}
