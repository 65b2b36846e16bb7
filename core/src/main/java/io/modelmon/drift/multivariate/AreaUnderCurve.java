package io.modelmon.drift.multivariate;

import java.util.Arrays;

/**
 * How well scores tell two groups apart: the probability that a positive one is scored above a
 * negative one, ties counting half, with its variances.
 *
 * <p><b>Cost:</b> a sort. <br>
 * <b>Threads:</b> immutable.
 *
 * @param value in [0, 1], ½ when scores say nothing
 * @param variance of the value by DeLong, whatever the true area; NaN with one score in a group
 * @param nullVariance of the value when scores say nothing, given the ties: that of Mann and
 *     Whitney
 * @see "E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Comparing the areas under two or more
 *     correlated receiver operating characteristic curves, Biometrics 44, 1988; X. Sun and W. Xu,
 *     Fast implementation of DeLong's algorithm, IEEE Signal Processing Letters 21, 2014"
 */
record AreaUnderCurve(double value, double variance, double nullVariance) {

  /**
   * Returns the area of scores.
   *
   * @param negatives scores of one group, at least one
   * @param positives scores of the other, at least one
   */
  static AreaUnderCurve of(double[] negatives, double[] positives) {
    double[] low = negatives.clone();
    double[] high = positives.clone();
    Arrays.sort(low);
    Arrays.sort(high);
    double n = low.length;
    double m = high.length;
    double[] placements = placements(high, low);
    double value = Arrays.stream(placements).sum() / m;
    double variance = variance(placements) / m + variance(placements(low, high)) / n;
    double total = n + m;
    double nullVariance = (total + 1 - ties(low, high) / (total * (total - 1))) / (12 * n * m);
    return new AreaUnderCurve(value, variance, Math.max(0, nullVariance));
  }

  /** Returns for each value of one group the share of the other below it, ties counting half. */
  private static double[] placements(double[] of, double[] among) {
    double[] placements = new double[of.length];
    int below = 0;
    int upTo = 0;
    for (int i = 0; i < of.length; i++) {
      while (below < among.length && among[below] < of[i]) {
        below++;
      }
      upTo = Math.max(upTo, below);
      while (upTo < among.length && among[upTo] <= of[i]) {
        upTo++;
      }
      placements[i] = (below + upTo) / (2.0 * among.length);
    }
    return placements;
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.length - 1);
  }

  /** Returns Σ (t³ − t) over groups of t equal scores. */
  private static double ties(double[] low, double[] high) {
    double[] all = Arrays.copyOf(low, low.length + high.length);
    System.arraycopy(high, 0, all, low.length, high.length);
    Arrays.sort(all);
    double sum = 0;
    int start = 0;
    for (int i = 1; i <= all.length; i++) {
      if (i == all.length || all[i] != all[start]) {
        double t = i - start;
        sum += t * t * t - t;
        start = i;
      }
    }
    return sum;
  }
}
