package io.modelmon.drift;

/**
 * A contingency table of two rows, one per side, at effective sample sizes, with rare levels folded
 * into one rest level: what {@link ChiSquare} and {@link GStatistic} have in common.
 *
 * @param statistic sum of the contributions of both sides of every level
 * @param levels levels that took part, the rest included
 * @param inverseShares Σ 1/share of these levels, shares of both sides together
 */
record FoldedTable(double statistic, int levels, double inverseShares) {

  /**
   * Least expected count of a level of its own, from Cochran; and the least expected count by which
   * the deviation of the rest level is judged.
   */
  static final double LEAST_EXPECTED = 5;

  /** What one side of one level adds to a statistic. */
  interface Contribution {

    /**
     * Returns the contribution.
     *
     * @param deviation observed less expected count
     * @param expected expected count, &gt; 0, no less than −{@code deviation}
     */
    double of(double deviation, double expected);
  }

  /** Levels expected less often than {@link #LEAST_EXPECTED} on either side are folded. */
  static FoldedTable folded(Counts reference, Counts current, Contribution contribution) {
    return of(reference, current, LEAST_EXPECTED, contribution);
  }

  /** Every level that occurs stands for itself. */
  static FoldedTable unfolded(Counts reference, Counts current, Contribution contribution) {
    return of(reference, current, 0, contribution);
  }

  private static FoldedTable of(
      Counts reference, Counts current, double least, Contribution contribution) {
    double referenceScale = reference.effectiveN() / reference.n();
    double currentScale = current.effectiveN() / current.n();
    double size = reference.effectiveN() + current.effectiveN();
    double referenceShare = reference.effectiveN() / size;
    double smallerShare = Math.min(referenceShare, 1 - referenceShare);
    Sum sum = new Sum(referenceShare, size, least, contribution);
    double restReference = 0;
    double restCurrent = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      double inReference = reference.cells()[i] * referenceScale;
      double inCurrent = current.cells()[i] * currentScale;
      if ((inReference + inCurrent) * smallerShare < least) {
        restReference += inReference;
        restCurrent += inCurrent;
      } else {
        sum.add(inReference, inCurrent);
      }
    }
    sum.add(restReference, restCurrent);
    return new FoldedTable(sum.statistic, sum.levels, sum.inverseShares);
  }

  private static final class Sum {

    private final double referenceShare;
    private final double size;
    private final double least;
    private final Contribution contribution;
    private double statistic;
    private double inverseShares;
    private int levels;

    Sum(double referenceShare, double size, double least, Contribution contribution) {
      this.referenceShare = referenceShare;
      this.size = size;
      this.least = least;
      this.contribution = contribution;
    }

    void add(double inReference, double inCurrent) {
      double total = inReference + inCurrent;
      if (total <= 0) {
        return;
      }
      double expectedReference = total * referenceShare;
      double expectedCurrent = total * (1 - referenceShare);
      double deviation = inReference - expectedReference; // the other side deviates as much
      statistic +=
          contribution.of(deviation, Math.max(expectedReference, least))
              + contribution.of(-deviation, Math.max(expectedCurrent, least));
      inverseShares += size / total;
      levels++;
    }
  }
}
