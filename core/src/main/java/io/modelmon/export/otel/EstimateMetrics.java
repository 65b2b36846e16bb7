package io.modelmon.export.otel;

import io.modelmon.export.Attribute;
import io.modelmon.export.Metric;
import io.modelmon.monitor.EstimateSnapshot;
import io.modelmon.monitor.PerformanceSnapshot;
import io.modelmon.monitor.PredictionStability;
import io.modelmon.performance.FairnessMetric;
import io.modelmon.performance.MetricDifference;
import io.modelmon.performance.PerformanceMetric;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of what performance is compared with to points: its estimate, groups, other versions,
 * the reference and the window before. Computes nothing but a difference.
 *
 * @param points where they go
 * @param labels the model
 */
record EstimateMetrics(MetricPoints points, Labels labels) {

  /** Adds what a window with labels is compared with. */
  void addComparisons(PerformanceSnapshot performance) {
    for (PerformanceMetric estimate : performance.estimated()) {
      for (PerformanceMetric own : performance.metrics()) {
        if (own.name() == estimate.name() && own.known() && estimate.known()) {
          points.gauge(Metric.PERFORMANCE_GAP, of(own.name().id()), own.value() - estimate.value());
        }
      }
    }
    performance.segments().forEach(segment -> addWorst(performance, segment));
    for (PerformanceSnapshot.SegmentFairness segment : performance.fairness()) {
      for (FairnessMetric metric : segment.metrics()) {
        Attributes attributes =
            labels
                .fork()
                .with(Attribute.METRIC, metric.name().id())
                .with(Attribute.SEGMENT, segment.segment())
                .build();
        points.gauge(Metric.FAIRNESS, attributes, metric.value());
        points.gauge(Metric.FAIRNESS_LOWER, attributes, metric.interval().lower());
        points.gauge(Metric.FAIRNESS_UPPER, attributes, metric.interval().upper());
      }
    }
    performance.comparisons().forEach(this::addVersion);
  }

  private void addWorst(PerformanceSnapshot all, PerformanceSnapshot.Segment segment) {
    for (PerformanceMetric own : segment.metrics()) {
      for (PerformanceMetric overall : all.metrics()) {
        if (own.name() == segment.worseBy() && overall.name() == own.name()) {
          Attributes attributes =
              labels
                  .fork()
                  .with(Attribute.METRIC, own.name().id())
                  .with(Attribute.SEGMENT, segment.name())
                  .with(Attribute.SEGMENT_VALUE, segment.value())
                  .build();
          points.gauge(Metric.PERFORMANCE_WORST, attributes, own.value() - overall.value());
        }
      }
    }
  }

  private void addVersion(PerformanceSnapshot.VersionDifference other) {
    for (MetricDifference metric : other.differences()) {
      Attributes attributes =
          labels
              .fork()
              .with(Attribute.METRIC, metric.name().id())
              .with(Attribute.OTHER_VERSION, other.other())
              .build();
      points.gauge(Metric.PERFORMANCE_DIFFERENCE, attributes, metric.difference());
      points.gauge(Metric.PERFORMANCE_DIFFERENCE_LOWER, attributes, metric.interval().lower());
      points.gauge(Metric.PERFORMANCE_DIFFERENCE_UPPER, attributes, metric.interval().upper());
      points.gauge(Metric.PERFORMANCE_DIFFERENCE_P_VALUE, attributes, metric.pValue());
    }
  }

  private Attributes of(String metric) {
    return labels.fork().with(Attribute.METRIC, metric).build();
  }

  /** Adds whether estimates can be relied on, and the performance on the reference. */
  void addReference(EstimateSnapshot estimate, @Nullable String referenceId) {
    points.gauge(Metric.PERFORMANCE_RELIABLE, labels.build(), estimate.reliable() ? 1 : 0);
    Labels reference = labels.fork().with(Attribute.REFERENCE_ID, referenceId);
    for (PerformanceMetric metric : estimate.trained()) {
      Attributes attributes = reference.fork().with(Attribute.METRIC, metric.name().id()).build();
      points.gauge(Metric.PERFORMANCE_REFERENCE, attributes, metric.value());
    }
  }

  /** Adds how much outputs differ from the window before. */
  void addStability(List<PredictionStability> stability) {
    for (PredictionStability output : stability) {
      Attributes attributes = labels.fork().with(Attribute.FEATURE_NAME, output.output()).build();
      points.gauge(Metric.PREDICTION_PSI, attributes, output.psi().statistic());
      points.gauge(Metric.PREDICTION_PSI_NOISE, attributes, output.psi().noise());
    }
  }
}
