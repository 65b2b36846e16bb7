package io.modelmon.drift;

/** What every comparison of two sides checks first. */
final class Alignment {

  /** Expected count whose normal 99 % level no rarer Poisson count exceeds more often. */
  private static final double LEAST_EXPECTED = 3;

  private Alignment() {}

  /** A way to mix the shares of the two sides. */
  interface Mixture {

    /** Returns the share of a cell in the mixture. */
    double share(Counts reference, Counts current, long inReference, long inCurrent);
  }

  /**
   * Returns whether two sides can be compared at all.
   *
   * @return {@link DriftStatus#TOO_FEW_SAMPLES} when a side is worth less than one independent
   *     value, {@link DriftStatus#NOT_APPLICABLE} when all values of both sides lie in one cell,
   *     else {@link DriftStatus#OK}
   * @throws IllegalArgumentException when the cells do not match, a count is negative, {@code n} is
   *     not their sum, or the effective sample size is outside [0, n]
   */
  static DriftStatus status(Counts reference, Counts current) {
    if (reference.cells().length != current.cells().length) {
      throw new IllegalArgumentException(
          "both sides must have the same cells, had "
              + reference.cells().length
              + " and "
              + current.cells().length);
    }
    requireValid(reference);
    requireValid(current);
    if (reference.effectiveN() < 1 || current.effectiveN() < 1) {
      return DriftStatus.TOO_FEW_SAMPLES;
    }
    return occupied(reference, current) == 1 ? DriftStatus.NOT_APPLICABLE : DriftStatus.OK;
  }

  /** Returns an undefined result that says what was compared. */
  static Measure undefined(String name, DriftStatus status, Counts reference, Counts current) {
    return Measure.undefined(name, status).between(SampleSizes.of(reference, current));
  }

  /** Returns how many cells hold a value of either side. */
  static int occupied(Counts reference, Counts current) {
    int occupied = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      if (reference.cells()[i] + current.cells()[i] > 0) {
        occupied++;
      }
    }
    return occupied;
  }

  /**
   * Returns a share of the pooled sides, each weighted by its effective sample size.
   *
   * @param inReference how many of the reference's values
   * @param inCurrent how many of the current values
   */
  static double pooledShare(Counts reference, Counts current, long inReference, long inCurrent) {
    double worth =
        inReference * (reference.effectiveN() / reference.n())
            + inCurrent * (current.effectiveN() / current.n());
    return worth / (reference.effectiveN() + current.effectiveN());
  }

  /**
   * Returns a share of the two sides, each weighted by its variance factor 1/n or 1/m: the mixture
   * whose multinomial covariance, times 1/n + 1/m, is nowhere below that of the difference of the
   * two sides, whether they differ or not. Without drift it estimates what {@link #pooledShare}
   * does.
   *
   * @param inReference how many of the reference's values
   * @param inCurrent how many of the current values
   */
  static double opposedShare(Counts reference, Counts current, long inReference, long inCurrent) {
    double worth =
        (double) inReference / reference.n() * current.effectiveN()
            + (double) inCurrent / current.n() * reference.effectiveN();
    return worth / (reference.effectiveN() + current.effectiveN());
  }

  /** Returns 1/n + 1/m at effective sizes: the variance of a difference of two means. */
  static double varianceFactor(Counts reference, Counts current) {
    return 1 / reference.effectiveN() + 1 / current.effectiveN();
  }

  /**
   * Returns by how much the normal law of a nearly constant feature underrates the variance, ≥ 1.
   *
   * <p>When more than half of all values are equal, all variation comes from the others. Where the
   * smaller side should hold fewer than three of them, their number jumps by whole values; a
   * variance as if there were three keeps the 99 % level, as for {@link ProportionShift}.
   */
  static double rarity(Counts reference, Counts current) {
    double largest = 0;
    double others = 1;
    for (int i = 0; i < reference.cells().length; i++) {
      long inReference = reference.cells()[i];
      long inCurrent = current.cells()[i];
      double share = pooledShare(reference, current, inReference, inCurrent);
      if (share > largest) {
        largest = share;
        others =
            pooledShare(reference, current, reference.n() - inReference, current.n() - inCurrent);
      }
    }
    double expected = others * Math.min(reference.effectiveN(), current.effectiveN());
    return largest > 0.5 && expected > 0 ? Math.max(1, LEAST_EXPECTED / expected) : 1;
  }

  /** Returns whether any two values are in one cell. */
  static boolean tied(Counts reference, Counts current) {
    return occupied(reference, current) < reference.n() + current.n();
  }

  /** Returns whether both sides are worth as many independent values as they hold. */
  static boolean independent(Counts reference, Counts current) {
    return reference.effectiveN() == reference.n() && current.effectiveN() == current.n();
  }

  /**
   * Returns the sizes of the groups of equal values, cells without a value left out.
   *
   * @throws ArithmeticException when a group has more values than an int holds
   */
  static int[] groups(Counts reference, Counts current) {
    int[] groups = new int[occupied(reference, current)];
    int next = 0;
    for (int i = 0; i < reference.cells().length; i++) {
      long pooled = reference.cells()[i] + current.cells()[i];
      if (pooled > 0) {
        groups[next++] = Math.toIntExact(pooled);
      }
    }
    return groups;
  }

  private static void requireValid(Counts counts) {
    long sum = 0;
    for (long cell : counts.cells()) {
      if (cell < 0) {
        throw new IllegalArgumentException("counts must not be negative, found " + cell);
      }
      sum += cell;
    }
    if (sum != counts.n()) {
      throw new IllegalArgumentException(
          "n must be the sum of the cells, was " + counts.n() + " instead of " + sum);
    }
    if (!(counts.effectiveN() >= 0 && counts.effectiveN() <= counts.n())) {
      throw new IllegalArgumentException(
          "effective sample size must be in [0, " + counts.n() + "], was " + counts.effectiveN());
    }
  }
}
