package io.modelmon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.TrafficSimulation.Traffic;
import io.modelmon.alert.anomaly.AnomalyMethod;
import io.modelmon.alert.anomaly.WindowAnomaly;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.rule.RuleParser;
import io.modelmon.calibration.Notes;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules about all numbers together that the documentation recommends: false alarms over months
 * in which nothing is wrong. Seeds are fixed. What was simulated is appended to {@code
 * target/calibration}.
 */
@Tag("calibration")
class JointAnomalyCalibrationTest {

  private static final int MONTHS = Integer.getInteger("modelmon.calibration.months", 20);
  private static final int WARM_UP = 168;
  private static final int MONTH = 720;

  @ParameterizedTest
  @EnumSource
  void months_nothingWrong_staysWithinOneAlert(Traffic traffic) throws IOException {
    Map<String, Long> fired = new HashMap<>();
    for (int month = 0; month < MONTHS; month++) {
      run(traffic, 40_000 + month, fired);
    }
    Notes.add("joint-anomalies.md", "| %s | %d | %s |", traffic, MONTHS, fired);

    fired.values().forEach(alerts -> assertThat(alerts).isLessThanOrEqualTo(MONTHS));
  }

  private static void run(Traffic traffic, long seed, Map<String, Long> fired) {
    TrafficSimulation simulation = new TrafficSimulation(traffic, seed);
    Map<AnomalyMethod, WindowAnomaly> anomalies = new EnumMap<>(AnomalyMethod.class);
    Map<String, AlertEngine> engines = new HashMap<>();
    for (AnomalyMethod method : AnomalyMethod.values()) {
      anomalies.put(method, new WindowAnomaly(method));
      for (String rest : List.of(" < 0.5% for 2", " < 0.2% for 2", " < 0.5% for 3")) {
        String text = "anomaly." + method.word() + rest;
        AlertRule rule =
            new AlertRule(
                text, RuleParser.parse(text, StandardIndicators.catalogue()), Severity.WARNING);
        engines.put(text, new AlertEngine("m", "1", List.of(rule), ZoneOffset.UTC));
      }
    }
    for (int i = 0; i < WARM_UP + MONTH; i++) {
      TrafficSimulation.Window window = simulation.next();
      double[] row = {
        Math.log(window.current(TrafficSimulation.LATENCY).value()),
        Math.log(window.current(TrafficSimulation.THROUGHPUT).value()),
        Math.asin(Math.sqrt(window.current(TrafficSimulation.ERRORS).value()))
      };
      Map<IndicatorPath, Reading> readings = new HashMap<>();
      anomalies.forEach(
          (method, anomaly) ->
              readings.put(
                  IndicatorPath.of("anomaly", method.word()),
                  new Reading(anomaly.update(window.endEpochNanos(), row), anomaly.size())));
      TrafficSimulation.Window judged =
          new TrafficSimulation.Window(window.number(), window.minute(), readings);
      engines.values().forEach(engine -> engine.evaluate(judged));
    }
    engines.forEach((text, engine) -> fired.merge(text, engine.counts().fired(), Long::sum));
  }
}
