package io.modelmon.drift.multivariate;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The null law of a statistic by exchanging rows between the two sides.
 *
 * <p>The p-value is (k + 1) / (B + 1), where k of B random exchanges give at least the observed
 * statistic: valid for every B, and never below 1 / (B + 1). The noise level is the least of the B
 * that at most one in a hundred exceeds; below {@value #LEAST} there would be none, so that fewer
 * are refused.
 *
 * @param count random exchanges B, ≥ {@value #LEAST}
 * @param seed seed of everything random in a comparison: equal seeds give equal results
 * @see "B. Phipson and G. K. Smyth, Permutation p-values should never be zero, Statistical
 *     Applications in Genetics and Molecular Biology 9, 2010"
 */
public record Permutations(int count, long seed) {

  /** So many have a level that one in a hundred exceeds. */
  private static final int LEAST = 99;

  /** What statistics that are equal in exact arithmetic may differ by, relative to their terms. */
  private static final double TIE = 1e-10;

  private static final double NOISE_SHARE = 0.99;

  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException below {@value #LEAST}
   */
  public Permutations {
    if (count < LEAST) {
      throw new IllegalArgumentException(
          "count must be >= " + LEAST + " for a noise level of 99 %, was " + count);
    }
  }

  /** A statistic as a function of which rows form the smaller side. */
  interface Statistic {
    /**
     * Returns the statistic.
     *
     * @param members ascending indices of the rows of the smaller side; reused by the caller
     */
    double of(int[] members);
  }

  /** Returns the generator of a comparison. */
  SplittableRandom random() {
    return new SplittableRandom(seed);
  }

  /**
   * Returns the observed statistic with its p-value and noise.
   *
   * @param name of the measure
   * @param total rows on both sides
   * @param first rows of the first side, which come first
   * @param terms size of what the statistic is a difference of
   * @param statistic larger is further from equal
   * @return not applicable when a statistic is not a number
   */
  Measure test(String name, int total, int first, double terms, Statistic statistic) {
    boolean firstIsSmaller = first <= total - first;
    int[] members = new int[firstIsSmaller ? first : total - first];
    for (int i = 0; i < members.length; i++) {
      members[i] = firstIsSmaller ? i : first + i;
    }
    double observed = statistic.of(members);
    double[] law = new double[count];
    Subset subset = new Subset(total, random());
    for (int i = 0; i < count; i++) {
      subset.draw(members);
      law[i] = statistic.of(members);
    }
    Arrays.sort(law);
    if (Double.isNaN(observed + law[count - 1])) { // which sorts last
      return Measure.undefined(name, DriftStatus.NOT_APPLICABLE);
    }
    double tie = TIE * Math.max(terms, Math.max(Math.abs(observed), Math.abs(law[count - 1])));
    int atLeast = 0;
    while (atLeast < count && law[count - 1 - atLeast] >= observed - tie) {
      atLeast++;
    }
    double pValue = (atLeast + 1.0) / (count + 1.0);
    int rank = (int) Math.ceil(NOISE_SHARE * (count + 1.0));
    return new Measure(name, observed, pValue, law[rank - 1], DriftStatus.OK);
  }

  /** Random subsets in ascending order. */
  private static final class Subset {
    private final int[] order;
    private final boolean[] chosen;
    private final SplittableRandom random;

    Subset(int total, SplittableRandom random) {
      this.order = new int[total];
      this.chosen = new boolean[total];
      this.random = random;
      Arrays.setAll(order, i -> i);
    }

    /** Fills an array with a random subset; a partly shuffled order is as good as a fresh one. */
    void draw(int[] members) {
      Arrays.fill(chosen, false);
      for (int i = 0; i < members.length; i++) {
        int other = i + random.nextInt(order.length - i);
        int taken = order[other];
        order[other] = order[i];
        order[i] = taken;
        chosen[taken] = true;
      }
      int next = 0;
      for (int i = 0; i < chosen.length; i++) {
        if (chosen[i]) {
          members[next++] = i;
        }
      }
    }
  }
}
