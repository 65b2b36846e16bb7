package io.modelmon.monitor;

import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.threshold.Verdict;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.Orientation;
import io.modelmon.performance.PerformanceMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is usual of the performance of a model, and which windows are worse.
 *
 * <p>A window is worse when its interval, widened, is wholly on the bad side of the median of the
 * windows before, and the difference matters. Widened: from 95 % to some 99.7 %, since several
 * metrics are looked at, and for the error of the median itself. Of training it is worse when the
 * intervals of both have no point in common. Of its estimate likewise, beyond the gap that is
 * usual: one that was always there, for instance because training was too optimistic, is no change.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class PerformanceHistory {

  /** Looked at in any case: they depend least on how many rows of a class there are. */
  private static final Set<MetricName> LEADING =
      EnumSet.of(MetricName.ACCURACY, MetricName.MAE, MetricName.NDCG_AT_K);

  private static final int CAPACITY = 24;
  private static final int WARM_UP = 3;
  private static final double WIDER = 1.5;

  /** Variance of a median of n normal values beside that of one, times n. */
  private static final double MEDIAN_VARIANCE = Math.PI / 2;

  private static final double LEAST_CHANGE = 0.02;

  private final Map<MetricName, List<Double>> values = new EnumMap<>(MetricName.class);
  private final Map<MetricName, List<Double>> gaps = new EnumMap<>(MetricName.class);

  /** Returns whether there is enough to compare with. */
  boolean known() {
    return values.values().stream().anyMatch(known -> known.size() >= WARM_UP);
  }

  /** Remembers the metrics of a window. */
  void record(PerformanceSnapshot window) {
    for (PerformanceMetric metric : window.metrics()) {
      if (metric.known()) {
        keep(values, metric.name(), metric.value());
        PerformanceMetric estimate = find(window.estimated(), metric.name());
        if (estimate != null) {
          keep(gaps, metric.name(), metric.value() - estimate.value());
        }
      }
    }
  }

  private static void keep(Map<MetricName, List<Double>> all, MetricName name, double value) {
    List<Double> known = all.computeIfAbsent(name, unused -> new ArrayList<>());
    known.add(value);
    if (known.size() > CAPACITY) {
      known.remove(0);
    }
  }

  private static @Nullable PerformanceMetric find(List<PerformanceMetric> all, MetricName name) {
    for (PerformanceMetric metric : all) {
      if (metric.name() == name && metric.known() && metric.interval().known()) {
        return metric;
      }
    }
    return null;
  }

  /**
   * Returns what there is to say about a window.
   *
   * @param asked names of metrics that are of interest beside the leading ones
   * @param trained the metrics of training; empty when unknown
   */
  List<Observation> observe(
      PerformanceSnapshot window, Set<String> asked, List<PerformanceMetric> trained) {
    List<Observation> found = new ArrayList<>();
    for (PerformanceMetric metric : window.metrics()) {
      boolean looked = LEADING.contains(metric.name()) || asked.contains(metric.name().id());
      if (metric.known() && metric.name() == MetricName.ECE) {
        found.add(compare(Sign.CALIBRATION, metric.name().id(), metric, usual(metric)));
      } else if (metric.known() && looked) {
        found.add(compare(Sign.PERFORMANCE, metric.name().id(), metric, usual(metric)));
        against(Sign.ESTIMATE_GAP, metric, find(window.estimated(), metric.name()), found);
        against(Sign.TRAINING_GAP, metric, find(trained, metric.name()), found);
      }
    }
    observeSegments(window, found);
    return found;
  }

  private void observeSegments(PerformanceSnapshot window, List<Observation> found) {
    for (PerformanceSnapshot.Segment segment : window.segments()) {
      String name = segment.name() + "=" + segment.value();
      for (PerformanceMetric metric : segment.metrics()) {
        if (metric.known() && LEADING.contains(metric.name())) {
          Observation observation =
              compare(Sign.SEGMENT_PERFORMANCE, name, metric, overall(window, metric.name()));
          if (observation.isAbnormal()) {
            found.add(observation.saying(metric.name().id() + " against all rows"));
          }
        }
      }
    }
  }

  private static double overall(PerformanceSnapshot window, MetricName name) {
    for (PerformanceMetric metric : window.metrics()) {
      if (metric.name() == name) {
        return metric.value();
      }
    }
    return Double.NaN;
  }

  private Observation compare(Sign sign, String subject, PerformanceMetric now, double before) {
    return new Observation(sign, subject, worse(now, before), before, now.value(), now.n())
        .within(now.interval());
  }

  private void against(
      Sign sign,
      PerformanceMetric now,
      @Nullable PerformanceMetric expected,
      List<Observation> found) {
    if (expected == null || !now.interval().known()) {
      return;
    }
    List<Double> known = sign == Sign.ESTIMATE_GAP ? gaps.get(now.name()) : null;
    double usual = known == null || known.size() < WARM_UP ? 0 : median(known);
    Verdict apart =
        switch (now.name().orientation()) {
          case LARGER_IS_BETTER ->
              Verdict.of(now.interval().upper() - Math.min(0, usual) < expected.interval().lower());
          case SMALLER_IS_BETTER ->
              Verdict.of(now.interval().lower() - Math.max(0, usual) > expected.interval().upper());
          case ZERO_IS_BEST -> Verdict.UNKNOWN;
        };
    found.add(
        new Observation(sign, now.name().id(), apart, expected.value(), now.value(), now.n())
            .within(now.interval()));
  }

  private double usual(PerformanceMetric metric) {
    List<Double> known = values.getOrDefault(metric.name(), List.of());
    return known.size() < WARM_UP ? Double.NaN : median(known);
  }

  private static double median(List<Double> known) {
    double[] sorted = known.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private Verdict worse(PerformanceMetric now, double before) {
    Orientation orientation = now.name().orientation();
    if (Double.isNaN(before)
        || !now.interval().known()
        || orientation == Orientation.ZERO_IS_BEST) {
      return Verdict.UNKNOWN;
    }
    int windows = values.getOrDefault(now.name(), List.of()).size();
    double wider = WIDER * Math.sqrt(1 + MEDIAN_VARIANCE / Math.max(1, windows));
    boolean larger = orientation == Orientation.LARGER_IS_BETTER;
    double best =
        larger
            ? now.value() + wider * (now.interval().upper() - now.value())
            : now.value() - wider * (now.value() - now.interval().lower());
    boolean matters = Math.abs(now.value() - before) >= LEAST_CHANGE * Math.abs(before);
    return Verdict.of(matters && (larger ? best < before : best > before));
  }
}
