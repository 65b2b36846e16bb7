package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * A segment on which a metric is worse than on all rows.
 *
 * @param segment its name
 * @param metric the metric on the segment, with an interval at the level of the settings
 * @param simultaneous the interval that holds for all segments at once, widened by Bonferroni for
 *     their number
 * @param overall the metric on all rows
 * @param significant whether the simultaneous interval lies beyond the value on all rows: not
 *     merely the worst of many equals
 */
public record WorstSegment(
    String segment,
    PerformanceMetric metric,
    Interval simultaneous,
    double overall,
    boolean significant) {}
