package io.modelmon.alert.threshold;

/**
 * What is usual: a centre and a spread.
 *
 * @param centre the middle
 * @param spread the scale of one step away from it, not negative
 * @param low the least that the history makes unremarkable whatever the spread; positive infinity
 *     where only the spread decides
 * @param high the greatest; negative infinity where only the spread decides
 */
public record Band(double centre, double spread, double low, double high) {

  /** During warm-up. */
  public static final Band UNKNOWN =
      new Band(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** Creates a band that only the spread decides. */
  public Band(double centre, double spread) {
    this(centre, spread, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  /** Returns whether there was history enough. */
  public boolean known() {
    return !Double.isNaN(centre);
  }

  /** Returns the level so many spreads away from the centre. */
  public double level(double spreads) {
    return centre + spreads * spread;
  }

  /** Returns what a value must exceed to be unusually high. */
  public double upper(double limit, double leastSpread) {
    return Math.max(centre + limit * Math.max(spread, leastSpread), high);
  }

  /** Returns what a value must fall below to be unusually low. */
  public double lower(double limit, double leastSpread) {
    return Math.min(centre - limit * Math.max(spread, leastSpread), low);
  }
}
