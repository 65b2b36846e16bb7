package io.modelmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.rule.RuleParser;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The default rules about latency, throughput and errors together may fire 0.3 times in a month of
 * hourly windows of one model in one instance.
 */
class AnomalyCalibrationTest {

  /**
   * At the largest rate measured over 200 months, 0.09, nine or more false alarms in so many months
   * have a probability of 0.0025; seeds are fixed.
   */
  private static final int MONTHS = 30;

  /** Months of windows of a minute. */
  private static final int FEW = 2;

  private static final int WARM_UP = 168;
  private static final int MONTH = 720;
  private static final double BUDGET = 0.3;

  @ParameterizedTest
  @EnumSource
  void anomalous_nothingWrong_staysWithinItsShareOfTheBudget(TrafficSimulation.Traffic traffic) {
    long fired = 0;
    for (int month = 0; month < MONTHS; month++) {
      TrafficSimulation simulation = new TrafficSimulation(traffic, 1000 + month);
      AlertEngine engine = engine();
      for (int window = 0; window < WARM_UP + MONTH; window++) {
        engine.evaluate(simulation.next());
      }
      fired += engine.counts().fired();
    }
    assertThat((double) fired / MONTHS).isLessThan(BUDGET);
  }

  /**
   * A busy service closes a window every minute: sixty times the chances, and hardly more
   * information. Office hours, twenty times the calls of the night, are the exception: 0.55 a month
   * in 20 months.
   */
  @ParameterizedTest
  @EnumSource
  void anomalous_windowsOfAMinute_staysWithinItsShareOfTheBudget(
      TrafficSimulation.Traffic traffic) {
    long fired = 0;
    for (int month = 0; month < FEW; month++) {
      TrafficSimulation simulation = new TrafficSimulation(traffic, 1000 + month, 1);
      AlertEngine engine = engine();
      for (int window = 0; window < (WARM_UP + MONTH) * 60; window++) {
        engine.evaluate(simulation.next());
      }
      fired += engine.counts().fired();
    }
    assertThat(fired).isLessThanOrEqualTo(traffic == TrafficSimulation.Traffic.OFFICE ? 4 : 1);
  }

  @Test
  void anomalous_latencyDoubledForGood_firesWithinThreeWindowsAndResolvesOnce() {
    TrafficSimulation simulation = new TrafficSimulation(TrafficSimulation.Traffic.INDEPENDENT, 7);
    AlertEngine engine = engine();
    for (int window = 0; window < 300; window++) {
      engine.evaluate(simulation.next());
    }
    assertThat(engine.counts().fired()).isZero();

    simulation.slowDown(2);
    for (int window = 0; window < 3; window++) {
      engine.evaluate(simulation.next());
    }
    assertThat(engine.counts().fired()).isOne();

    // Half of the history later, slow is the usual.
    for (int window = 0; window < 700; window++) {
      engine.evaluate(simulation.next());
    }
    assertThat(engine.counts().fired()).isOne();
    assertThat(engine.counts().resolved()).isOne();
  }

  private static AlertEngine engine() {
    List<AlertRule> rules = new ArrayList<>();
    for (String rule :
        List.of("latency.p99 anomalous", "throughput anomalous", "error.rate anomalous high")) {
      rules.add(
          new AlertRule(
              rule, RuleParser.parse(rule, StandardIndicators.catalogue()), Severity.WARNING));
    }
    return new AlertEngine("m", "1", rules, ZoneOffset.UTC);
  }
}
