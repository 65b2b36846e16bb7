package io.modelmon.export.otel;

import io.modelmon.export.Attribute;
import io.modelmon.export.Metric;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of one collection, within the limits on series.
 *
 * <p>Counters and histograms beyond a limit are folded into one overflow series, exactly; gauges
 * beyond it are left out, since no one value could stand for them. Both are reported by {@link
 * Metric#AGENT_SERIES_DROPPED}. Series whose attributes became equal when they were cleaned are
 * added up (counters), or treated as beyond the limit.
 *
 * <p><b>Threads:</b> confined to the collecting thread; used again for the next collection.
 */
final class MetricPoints {

  private static final AggregationTemporality CUMULATIVE = AggregationTemporality.CUMULATIVE;

  private final SeriesLimiter limiter = new SeriesLimiter();
  private final Map<Metric, OverflowTally> overflow = new EnumMap<>(Metric.class);
  private final Map<Metric, Integer> droppedGauges = new EnumMap<>(Metric.class);
  private final Map<Metric, Map<Attributes, Point>> points = new EnumMap<>(Metric.class);
  private final Attributes overflowLabels = Labels.none().with(Attribute.OVERFLOW, true).build();
  private final long overflowStartNanos;
  private long nowNanos;

  private sealed interface Point {}

  private record Counted(long startNanos, long value) implements Point {}

  private record Measured(double value) implements Point {}

  private record Distributed(long startNanos, double sum, List<Double> bounds, List<Long> counts)
      implements Point {}

  /**
   * Creates an empty collection.
   *
   * @param overflowStartNanos the start time of overflow series, nanoseconds since 1970
   */
  MetricPoints(long overflowStartNanos) {
    this.overflowStartNanos = overflowStartNanos;
    this.nowNanos = overflowStartNanos;
  }

  /** Begins a collection at a time in nanoseconds since 1970. */
  void begin(long epochNanos) {
    nowNanos = epochNanos;
    points.clear();
    droppedGauges.clear();
  }

  /** Adds the total of a counter. */
  void counter(Metric metric, Attributes attributes, long startNanos, long value) {
    if (limiter.admit(metric, attributes)) {
      series(metric)
          .merge(
              attributes,
              new Counted(startNanos, value),
              (a, b) -> new Counted(startNanos, ((Counted) a).value + ((Counted) b).value));
    } else {
      tally(metric).add(attributes, value, 0);
    }
  }

  /** Adds a value of the moment, unless it is NaN or infinite. */
  void gauge(Metric metric, Attributes attributes, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    if (!limiter.admit(metric, attributes)
        || series(metric).putIfAbsent(attributes, new Measured(value)) != null) {
      droppedGauges.merge(metric, 1, Integer::sum);
    }
  }

  /**
   * Adds a distribution, unless its bounds are not ascending or its sum is unknown: the protocol
   * has no way to say either.
   *
   * @param bounds ascending upper bounds, one fewer than counts
   */
  void histogram(
      Metric metric, Attributes attributes, long startNanos, double[] bounds, Counts counts) {
    if (!Double.isFinite(counts.sum) || !ascending(bounds, counts.counts.length)) {
      return;
    }
    Distributed point =
        new Distributed(startNanos, counts.sum, boxed(bounds), boxed(counts.counts));
    if (!limiter.admit(metric, attributes)
        || series(metric).putIfAbsent(attributes, point) != null) {
      tally(metric).add(attributes, total(counts.counts), counts.sum);
    }
  }

  /** The counts of a distribution and the sum of its values. */
  @SuppressWarnings("ArrayRecordComponent") // never modified after construction
  record Counts(long[] counts, double sum) {}

  /** Ends the collection and returns its metrics; those without points are left out. */
  List<MetricData> end(Resource resource) {
    for (Map.Entry<Metric, OverflowTally> entry : overflow.entrySet()) {
      entry.getValue().endCollection();
      addOverflow(entry.getKey(), entry.getValue());
    }
    droppedGauges.forEach(this::reportDropped);
    limiter.endCollection();
    List<MetricData> metrics = new ArrayList<>();
    points.forEach((metric, series) -> metrics.add(metric(resource, metric, series)));
    return metrics;
  }

  private void addOverflow(Metric metric, OverflowTally tally) {
    reportDropped(metric, tally.series());
    Point point =
        switch (metric.instrument()) {
          case COUNTER -> new Counted(overflowStartNanos, tally.count());
          case HISTOGRAM ->
              new Distributed(overflowStartNanos, tally.sum(), List.of(), List.of(tally.count()));
          case GAUGE -> throw new IllegalStateException("a gauge has no overflow: " + metric);
        };
    series(metric).put(overflowLabels, point);
  }

  private void reportDropped(Metric metric, int count) {
    if (count > 0) {
      Attributes labels = Labels.none().with(Attribute.INSTRUMENT, metric.metricName()).build();
      series(Metric.AGENT_SERIES_DROPPED).put(labels, new Measured(count));
    }
  }

  private MetricData metric(Resource resource, Metric metric, Map<Attributes, Point> series) {
    MetricDataType type =
        switch (metric.instrument()) {
          case COUNTER -> MetricDataType.LONG_SUM;
          case GAUGE -> MetricDataType.DOUBLE_GAUGE;
          case HISTOGRAM -> MetricDataType.HISTOGRAM;
        };
    return new ProducedMetric(resource, metric, type, data(metric, series));
  }

  private Data<?> data(Metric metric, Map<Attributes, Point> series) {
    List<LongPointData> sums = new ArrayList<>();
    List<DoublePointData> gauges = new ArrayList<>();
    List<HistogramPointData> histograms = new ArrayList<>();
    series.forEach(
        (attributes, point) -> {
          if (point instanceof Counted counted) {
            long start = Math.min(counted.startNanos, nowNanos);
            sums.add(LongPointData.create(start, nowNanos, attributes, counted.value));
          } else if (point instanceof Measured measured) {
            gauges.add(
                DoublePointData.create(nowNanos, nowNanos, attributes, measured.value, List.of()));
          } else {
            histograms.add(histogramPoint(attributes, (Distributed) point));
          }
        });
    return switch (metric.instrument()) {
      case COUNTER -> SumData.createLongSumData(true, CUMULATIVE, List.copyOf(sums));
      case GAUGE -> GaugeData.createDoubleGaugeData(List.copyOf(gauges));
      case HISTOGRAM -> HistogramData.create(CUMULATIVE, List.copyOf(histograms));
    };
  }

  private HistogramPointData histogramPoint(Attributes attributes, Distributed point) {
    long start = Math.min(point.startNanos, nowNanos);
    return HistogramPointData.create(
        start, nowNanos, attributes, point.sum, false, 0, false, 0, point.bounds, point.counts);
  }

  private Map<Attributes, Point> series(Metric metric) {
    return points.computeIfAbsent(metric, unused -> new LinkedHashMap<>());
  }

  private OverflowTally tally(Metric metric) {
    return overflow.computeIfAbsent(metric, unused -> new OverflowTally());
  }

  private static boolean ascending(double[] bounds, int counts) {
    for (int i = 0; i < bounds.length; i++) {
      if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
        return false;
      }
    }
    return bounds.length + 1 == counts;
  }

  private static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  private static List<Double> boxed(double[] values) {
    List<Double> boxed = new ArrayList<>(values.length);
    for (double value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static List<Long> boxed(long[] values) {
    List<Long> boxed = new ArrayList<>(values.length);
    for (long value : values) {
      boxed.add(value);
    }
    return boxed;
  }
}
