package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * Share of positive rows among the highest scores relative to that among all rows.
 *
 * <p>Rows whose score is that of the last place count by the share of places left for them. <br>
 * <b>Error:</b> the interval is that of the ratio of two independent proportions, above and below
 * the last place. <br>
 * <b>Threads:</b> immutable.
 *
 * @param value ≥ 0, 1 when scores say nothing
 * @param interval of the value
 */
record Lift(double value, Interval interval) {

  /**
   * Returns the lift.
   *
   * @param scores at least one positive row
   * @param places number of highest scores, in [1, rows]
   */
  static Lift of(RankedScores scores, int places, double level) {
    double rows = scores.rows();
    double positives = scores.positives();
    double hits = hits(scores, places);
    double value = hits / places / (positives / rows);
    double rest = rows - places;
    if (rest == 0) {
      return new Lift(value, new Interval(1, 1, level));
    }
    double missed = Math.max(0, positives - hits);
    Interval ratio =
        Recovery.ratio(
            hits / places,
            Rates.wilson(hits, places, level),
            missed / rest,
            Rates.wilson(missed, rest, level));
    double share = places / rows;
    double lower = lift(ratio.lower(), share);
    double upper = lift(ratio.upper(), share);
    return new Lift(value, new Interval(Math.min(lower, value), Math.max(upper, value), level));
  }

  /** Returns the lift when places hold a ratio as many positives as the rest does. */
  private static double lift(double ratio, double share) {
    return ratio == Double.POSITIVE_INFINITY ? 1 / share : ratio / (share * ratio + 1 - share);
  }

  private static double hits(RankedScores scores, int places) {
    double hits = 0;
    int left = places;
    for (int group = 0; group < scores.groups() && left > 0; group++) {
      int size = scores.positives(group) + scores.negatives(group);
      hits += scores.positives(group) * Math.min(1.0, (double) left / size);
      left -= Math.min(left, size);
    }
    return hits;
  }
}
