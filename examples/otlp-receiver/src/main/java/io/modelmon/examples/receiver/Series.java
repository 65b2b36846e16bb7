package io.modelmon.examples.receiver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest data point of one metric series.
 *
 * @param metric what all points of the metric share
 * @param attributes the point's attributes as Boolean, Long, Double, String, List or Map
 * @param startTimeUnixNano when a cumulative value began, 0 when not given
 * @param timeUnixNano when the value was taken
 * @param value a gauge's or sum's value; a histogram's count
 * @param distribution the histogram, or null for a gauge or sum
 * @param exemplars how many exemplars the point carried
 */
public record Series(
    Metric metric,
    Map<String, Object> attributes,
    long startTimeUnixNano,
    long timeUnixNano,
    double value,
    @Nullable Distribution distribution,
    int exemplars) {

  /** Copies the attributes. */
  public Series {
    attributes = Map.copyOf(attributes);
  }

  /** Returns the metric's name. */
  public String name() {
    return metric.name();
  }

  /** Returns the histogram, if it is one. */
  public Optional<Distribution> histogram() {
    return Optional.ofNullable(distribution);
  }

  /** Returns an attribute as text, "" when absent. */
  public String attribute(String key) {
    return String.valueOf(attributes.getOrDefault(key, ""));
  }

  /** Tells whether each of the given attributes is present with that text. */
  public boolean matches(Map<String, String> attributeSubset) {
    return Attributes.match(attributes, attributeSubset);
  }

  /** The kinds of metric data OTLP knows. */
  public enum Kind {
    /** A value of the moment. */
    GAUGE,
    /** A running total. */
    SUM,
    /** Counts in buckets with explicit bounds. */
    HISTOGRAM,
    /** Counts in exponential buckets; only count, sum, min and max are decoded. */
    EXPONENTIAL_HISTOGRAM,
    /** Quantiles; only count and sum are decoded. */
    SUMMARY
  }

  /**
   * What all points of a metric share.
   *
   * @param name the metric's name
   * @param unit the UCUM unit
   * @param description what it counts
   * @param kind the kind of data
   * @param cumulative true for cumulative temporality, false for delta and for gauges
   * @param monotonic true for a sum that never falls
   * @param scope name of the instrumentation scope
   * @param resource attributes of the resource
   */
  public record Metric(
      String name,
      String unit,
      String description,
      Kind kind,
      boolean cumulative,
      boolean monotonic,
      String scope,
      Map<String, Object> resource) {

    /** Copies the resource. */
    public Metric {
      resource = Map.copyOf(resource);
    }
  }

  /**
   * A histogram's content.
   *
   * @param count number of values
   * @param sum sum of the values
   * @param bounds upper bounds of the buckets, ascending; the last bucket has none
   * @param bucketCounts values per bucket, one more than bounds
   * @param min smallest value, NaN when not given
   * @param max largest value, NaN when not given
   */
  public record Distribution(
      long count,
      double sum,
      List<Double> bounds,
      List<Long> bucketCounts,
      double min,
      double max) {

    /** Copies the lists. */
    public Distribution {
      bounds = List.copyOf(bounds);
      bucketCounts = List.copyOf(bucketCounts);
    }

    /**
     * Returns the quantile, interpolated inside its bucket; the first bucket starts at 0 or at its
     * bound when that is negative, the last ends at {@code max} or at its bound.
     *
     * @param q in [0, 1]
     * @return NaN when there are no values
     */
    public double quantile(double q) {
      double target = q * count;
      double below = 0;
      for (int i = 0; i < bucketCounts.size(); i++) {
        double inBucket = bucketCounts.get(i);
        if (inBucket > 0 && below + inBucket >= target) {
          double low = i == 0 ? Math.min(0, upper(0)) : bounds.get(i - 1);
          return low + (upper(i) - low) * (target - below) / inBucket;
        }
        below += inBucket;
      }
      return Double.NaN;
    }

    private double upper(int bucket) {
      if (bucket < bounds.size()) {
        return bounds.get(bucket);
      }
      double last = bounds.isEmpty() ? 0 : bounds.get(bounds.size() - 1);
      return Double.isNaN(max) ? last : max;
    }
  }
}
