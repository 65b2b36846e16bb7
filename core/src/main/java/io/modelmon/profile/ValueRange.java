package io.modelmon.profile;

import org.jspecify.annotations.Nullable;

/**
 * The numbers that a column may hold. Limits that were declared go before those that its reference
 * shows.
 *
 * @param min the least declared number, or null to take the reference's
 * @param max the greatest declared number, or null to take the reference's
 */
public record ValueRange(@Nullable Double min, @Nullable Double max) {

  /** Nothing is declared. */
  public static final ValueRange UNDECLARED = new ValueRange(null, null);

  /**
   * How far beyond a limit a number still counts as equal to it, as a share of its magnitude: a
   * decimal that is served as float is off by up to 2⁻²⁴.
   */
  private static final double TOLERANCE = 0x1p-20;

  /** Checks that the limits are finite and in order. */
  public ValueRange {
    if ((min != null && !Double.isFinite(min)) || (max != null && !Double.isFinite(max))) {
      throw new IllegalArgumentException("limits must be finite, but are " + min + " and " + max);
    }
    if (min != null && max != null && min > max) {
      throw new IllegalArgumentException("min must not be above max, but is " + min + " > " + max);
    }
  }

  /** Returns whether a limit is declared. */
  public boolean declared() {
    return min != null || max != null;
  }

  /** Returns the number below which values are out of range. */
  public double low(@Nullable NumericReference reference) {
    Double limit = min;
    if (limit == null) {
      limit = reference == null || reference.n() == 0 ? null : reference.shape().min();
    }
    return limit == null ? Double.NEGATIVE_INFINITY : limit - reach(limit);
  }

  /** Returns the number above which values are out of range. */
  public double high(@Nullable NumericReference reference) {
    Double limit = max;
    if (limit == null) {
      limit = reference == null || reference.n() == 0 ? null : reference.shape().max();
    }
    return limit == null ? Double.POSITIVE_INFINITY : limit + reach(limit);
  }

  /** Returns how many limits come from the reference, 0 to 2. */
  public int learnedSides(@Nullable NumericReference reference) {
    boolean empty = reference == null || reference.n() == 0;
    return empty ? 0 : (min == null ? 1 : 0) + (max == null ? 1 : 0);
  }

  private static double reach(double limit) {
    return limit == 0 ? Float.MIN_NORMAL : Math.abs(limit) * TOLERANCE;
  }
}
