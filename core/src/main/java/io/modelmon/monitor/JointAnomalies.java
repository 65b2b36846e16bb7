package io.modelmon.monitor;

import io.modelmon.alert.anomaly.AnomalyMethod;
import io.modelmon.alert.anomaly.WindowAnomaly;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.IndicatorUnit;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.threshold.Scale;
import io.modelmon.config.AlertsConfig;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How unusual the numbers of a model's windows are together, where a rule asks for it.
 *
 * <p>Together are: durations, throughput and errors of calls, drift, and over all columns the mean
 * share of missing and of invalid values and the mean distance from the reference. Each is taken on
 * the scale on which it spreads evenly. A number that this model has never had is left out; a
 * window that lacks one that others have is not judged.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class JointAnomalies {

  private record Column(IndicatorPath path, Scale scale) {}

  private static final List<Column> CALLS =
      List.of(
          new Column(IndicatorPath.of("latency", "p50"), Scale.of(IndicatorUnit.DURATION)),
          new Column(IndicatorPath.of("latency", "p99"), Scale.of(IndicatorUnit.DURATION)),
          new Column(IndicatorPath.of("throughput"), Scale.of(IndicatorUnit.RATE)),
          new Column(IndicatorPath.of("error", "rate"), Scale.of(IndicatorUnit.SHARE)),
          new Column(IndicatorPath.of("drift", "share"), Scale.of(IndicatorUnit.SHARE)));

  /** Parts of the name of an indicator of features, after the feature. */
  private static final List<String[]> FEATURES =
      List.of(new String[][] {{"missing"}, {"invalid"}, {"drift", "statistic"}});

  private final boolean[] known = new boolean[CALLS.size() + FEATURES.size()];
  private final Map<AnomalyMethod, WindowAnomaly> methods = new EnumMap<>(AnomalyMethod.class);

  JointAnomalies(AlertsConfig config) {
    for (AnomalyMethod method : AnomalyMethod.values()) {
      if (config.looksAt("anomaly." + method.word())) {
        methods.put(method, new WindowAnomaly(method));
      }
    }
  }

  /** Returns the shares by the names of the methods, and remembers the window. */
  Map<String, Reading> judge(WindowReadings window) {
    Map<String, Reading> shares = new HashMap<>();
    if (methods.isEmpty()) {
      return shares;
    }
    double[] row = row(window);
    methods.forEach(
        (method, anomaly) -> {
          double share = anomaly.update(window.endEpochNanos(), row);
          shares.put(method.word(), new Reading(share, anomaly.size()));
        });
    return shares;
  }

  private double[] row(WindowReadings window) {
    double[] row = new double[known.length];
    for (int i = 0; i < CALLS.size(); i++) {
      Reading reading = window.current(CALLS.get(i).path());
      row[i] = reading.known() ? CALLS.get(i).scale().value(reading) : Double.NaN;
    }
    for (int i = 0; i < FEATURES.size(); i++) {
      row[CALLS.size() + i] = mean(window, FEATURES.get(i));
    }
    for (int i = 0; i < row.length; i++) {
      known[i] |= !Double.isNaN(row[i]);
      row[i] = known[i] ? row[i] : 0;
    }
    return row;
  }

  /** Returns the mean over the columns that have the number. */
  private static double mean(WindowReadings window, String[] parts) {
    double sum = 0;
    int count = 0;
    for (String feature : window.features()) {
      Reading reading = window.current(IndicatorPath.ofFeature(feature, parts));
      if (reading.known()) {
        sum += reading.value();
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
