package io.modelmon.performance.estimate;

import java.util.Arrays;

/**
 * The non-decreasing function of a score that is closest to labels in squares, linear between the
 * scores it was fitted at and constant beyond them.
 *
 * <p><b>Error:</b> exact: the pool-adjacent-violators solution. <br>
 * <b>Cost:</b> a sort to fit, a binary search per value; 16 bytes per corner. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "R. E. Barlow, D. J. Bartholomew, J. M. Bremner and H. D. Brunk, Statistical inference under
 *     order restrictions, Wiley 1972"
 */
final class IsotonicRegression {

  private final double[] scores;
  private final double[] values;

  private IsotonicRegression(double[] scores, double[] values) {
    this.scores = scores;
    this.values = values;
  }

  /**
   * Fits labels.
   *
   * @param scores finite, at least one
   * @param labels true counts 1, false 0; one per score
   */
  static IsotonicRegression fit(double[] scores, boolean[] labels) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(scores[i], scores[j]));
    double[] distinct = new double[scores.length];
    double[] sums = new double[scores.length];
    double[] weights = new double[scores.length];
    int count = 0;
    for (int i : order) {
      if (count == 0 || scores[i] != distinct[count - 1]) {
        distinct[count++] = scores[i];
      }
      sums[count - 1] += labels[i] ? 1 : 0;
      weights[count - 1]++;
    }
    double[] values = pooled(sums, weights, count);
    return corners(Arrays.copyOf(distinct, count), values);
  }

  /** Merges neighbouring blocks until their means do not decrease. */
  private static double[] pooled(double[] sums, double[] weights, int count) {
    int[] ends = new int[count];
    double[] blockSums = new double[count];
    double[] blockWeights = new double[count];
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      ends[blocks] = i + 1;
      blockSums[blocks] = sums[i];
      blockWeights[blocks] = weights[i];
      blocks++;
      // Products of whole numbers: comparing means this way is exact.
      while (blocks > 1
          && blockSums[blocks - 2] * blockWeights[blocks - 1]
              >= blockSums[blocks - 1] * blockWeights[blocks - 2]) {
        blocks--;
        blockSums[blocks - 1] += blockSums[blocks];
        blockWeights[blocks - 1] += blockWeights[blocks];
        ends[blocks - 1] = ends[blocks];
      }
    }
    double[] values = new double[count];
    int start = 0;
    for (int block = 0; block < blocks; block++) {
      Arrays.fill(values, start, ends[block], blockSums[block] / blockWeights[block]);
      start = ends[block];
    }
    return values;
  }

  /** Keeps the ends of each level stretch: between them nothing bends. */
  private static IsotonicRegression corners(double[] scores, double[] values) {
    int kept = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean inside =
          i > 0
              && i < scores.length - 1
              && values[i] == values[i - 1]
              && values[i] == values[i + 1];
      if (!inside) {
        scores[kept] = scores[i];
        values[kept++] = values[i];
      }
    }
    return new IsotonicRegression(Arrays.copyOf(scores, kept), Arrays.copyOf(values, kept));
  }

  /** Returns a function by its corners, which are not copied: scores ascending, one value each. */
  static IsotonicRegression of(double[] scores, double[] values) {
    return new IsotonicRegression(scores, values);
  }

  /** Returns the scores of the corners; not to be modified. */
  double[] scores() {
    return scores;
  }

  /** Returns the values at the corners; not to be modified. */
  double[] values() {
    return values;
  }

  /** Returns the value at a score, in [0, 1]. */
  double value(double score) {
    int found = Arrays.binarySearch(scores, score);
    if (found >= 0) {
      return values[found];
    }
    int above = -found - 1;
    if (above == 0) {
      return values[0];
    }
    if (above == scores.length) {
      return values[above - 1];
    }
    double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
    return values[above - 1] + share * (values[above] - values[above - 1]);
  }
}
