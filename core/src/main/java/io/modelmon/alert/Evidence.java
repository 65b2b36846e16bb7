package io.modelmon.alert;

import io.modelmon.math.Interval;

/**
 * One number behind an alert.
 *
 * @param indicator its name
 * @param value what it is; NaN when unknown
 * @param threshold what it was compared with, in the same unit; NaN when unknown
 * @param n how many observations it rests on; NaN when that has no meaning
 * @param interval where the true value lies; {@link Interval#UNKNOWN} without one
 * @param holds whether this comparison holds by itself
 */
public record Evidence(
    String indicator, double value, double threshold, double n, Interval interval, boolean holds) {}
