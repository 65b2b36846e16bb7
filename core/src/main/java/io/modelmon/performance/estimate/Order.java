package io.modelmon.performance.estimate;

import java.util.Arrays;

/**
 * Expected numbers of negative rows scored below, and of positive ones scored above each row, equal
 * scores counting half.
 *
 * <p><b>Cost:</b> a sort. <br>
 * <b>Threads:</b> immutable.
 */
final class Order {

  private final double[] negativesBelow;
  private final double[] positivesAbove;
  private final double positives;

  Order(double[] scores, double[] probabilities) {
    int n = scores.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(scores[i], scores[j]));
    negativesBelow = new double[n];
    positivesAbove = new double[n];
    positives = Arrays.stream(probabilities).sum();
    double negativesSoFar = 0;
    double positivesSoFar = 0;
    for (int start = 0; start < n; ) {
      int end = start;
      double positivesHere = 0;
      while (end < n && scores[order[end]] == scores[order[start]]) {
        positivesHere += probabilities[order[end++]];
      }
      double negativesHere = end - start - positivesHere;
      for (int i = start; i < end; i++) {
        negativesBelow[order[i]] = negativesSoFar + 0.5 * negativesHere;
        positivesAbove[order[i]] = positives - positivesSoFar - 0.5 * positivesHere;
      }
      negativesSoFar += negativesHere;
      positivesSoFar += positivesHere;
      start = end;
    }
  }

  /** Returns the expected number of positive rows. */
  double positives() {
    return positives;
  }

  double negativesBelow(int row) {
    return negativesBelow[row];
  }

  double positivesAbove(int row) {
    return positivesAbove[row];
  }
}
