package io.modelmon.performance;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One recommended list, and how relevant its items turned out to be.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class RankedList {

  private final double[] relevances;
  private final double[] ideal;

  private RankedList(double[] relevances, double[] ideal) {
    this.relevances = relevances;
    this.ideal = ideal;
  }

  /**
   * Returns a list by the relevance of its items.
   *
   * @param relevances of the items, best rank first, ≥ 0; 0 is not relevant
   * @param missed relevances of relevant items that the list left out, > 0
   * @throws IllegalArgumentException when a relevance is negative or not finite
   */
  public static RankedList of(double[] relevances, double[] missed) {
    double[] ideal = new double[relevances.length + missed.length];
    System.arraycopy(relevances, 0, ideal, 0, relevances.length);
    System.arraycopy(missed, 0, ideal, relevances.length, missed.length);
    for (double relevance : ideal) {
      if (!(relevance >= 0 && relevance < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("relevance must be ≥ 0 and finite, was " + relevance);
      }
    }
    Arrays.sort(ideal);
    return new RankedList(relevances.clone(), ideal);
  }

  /**
   * Returns a list by names.
   *
   * @param items in the order of the list; a repeated item is relevant once
   * @param relevant items that were relevant, with their relevance > 0
   * @throws IllegalArgumentException when a relevance is negative or not finite
   */
  public static RankedList of(List<String> items, Map<String, Double> relevant) {
    Map<String, Double> left = new HashMap<>(relevant);
    double[] relevances = new double[items.size()];
    for (int i = 0; i < relevances.length; i++) {
      Double relevance = left.remove(items.get(i));
      relevances[i] = relevance == null ? 0 : relevance;
    }
    return of(relevances, left.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Returns the number of items. */
  public int size() {
    return relevances.length;
  }

  /** Returns the relevance of the item of a rank, 0 being the first. */
  public double relevance(int rank) {
    return relevances[rank];
  }

  /** Returns the relevance of the best item of a rank, of all known ones; 0 when there is none. */
  double idealRelevance(int rank) {
    return rank < ideal.length ? ideal[ideal.length - 1 - rank] : 0;
  }

  /** Returns the number of relevant items, in the list or not. */
  public int relevantItems() {
    int count = 0;
    for (double relevance : ideal) {
      count += relevance > 0 ? 1 : 0;
    }
    return count;
  }
}
