package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * A measure of unequal treatment of groups.
 *
 * @param name which measure
 * @param value 0 for differences and 1 for the ratio when all groups are treated alike; NaN unless
 *     {@code status} is KNOWN
 * @param interval where the true value lies, whichever groups are the extreme ones
 * @param lowestGroup the group with the lowest rate, empty unless KNOWN
 * @param highestGroup the group with the highest rate, empty unless KNOWN
 * @param status KNOWN, or why a group has no rate
 */
public record FairnessMetric(
    FairnessName name,
    double value,
    Interval interval,
    String lowestGroup,
    String highestGroup,
    MetricStatus status) {

  static FairnessMetric undefined(FairnessName name, MetricStatus reason) {
    return new FairnessMetric(name, Double.NaN, Interval.UNKNOWN, "", "", reason);
  }
}
