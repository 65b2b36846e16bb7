package io.modelmon.performance.estimate;

import io.modelmon.math.BinnedColumns;
import io.modelmon.math.DecisionTree;
import java.util.Arrays;

/**
 * The mean loss of a row as a function of its columns: {@value #ROUNDS} small trees, each grown to
 * what those before it left over.
 *
 * <p>Deterministic, and indifferent to monotone changes of a column.
 *
 * <p><b>Cost:</b> 3·{@value #ROUNDS}·rows·columns to fit, 3·{@value #ROUNDS} per value. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "J. H. Friedman, Greedy function approximation: a gradient boosting machine, Annals of
 *     Statistics 29, 2001, algorithm 2"
 */
final class LossRegression {

  private static final int ROUNDS = 80;
  private static final double RATE = 0.1;

  /** How many numbers a fitted function is. */
  static final int NUMBERS = 1 + ROUNDS * DecisionTree.NUMBERS;

  /** Weight of a row: a tree asks for a weight of one in each leaf, which makes it twenty rows. */
  private static final double WEIGHT = 0.05;

  private final double start;
  private final DecisionTree[] trees;

  private LossRegression(double start, DecisionTree[] trees) {
    this.start = start;
    this.trees = trees;
  }

  /**
   * Fits losses.
   *
   * @param data columns of the rows
   * @param rows the same rows, finite
   * @param losses one per row, ≥ 0; when one is infinite, so are all values
   */
  static LossRegression fit(BinnedColumns data, double[][] rows, double[] losses) {
    double start = 0;
    for (double loss : losses) {
      start += loss / losses.length;
    }
    double[] left = new double[losses.length];
    double[] weights = new double[losses.length];
    for (int i = 0; i < left.length; i++) {
      // Where the mean is beyond doubles there is nothing to learn.
      left[i] = start == Double.POSITIVE_INFINITY ? 0 : WEIGHT * (losses[i] - start);
      weights[i] = WEIGHT;
    }
    DecisionTree[] trees = new DecisionTree[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      trees[round] = DecisionTree.grow(data, left, weights);
      for (int i = 0; i < left.length; i++) {
        left[i] -= WEIGHT * RATE * trees[round].value(rows[i]);
      }
    }
    return new LossRegression(start, trees);
  }

  /** Returns the numbers that {@link #of} makes the same function from. */
  double[] numbers() {
    double[] numbers = new double[NUMBERS];
    numbers[0] = start;
    for (int round = 0; round < ROUNDS; round++) {
      double[] tree = trees[round].numbers();
      System.arraycopy(tree, 0, numbers, 1 + round * DecisionTree.NUMBERS, tree.length);
    }
    return numbers;
  }

  /**
   * Returns a function that was fitted before.
   *
   * @throws IllegalArgumentException when they are not its numbers
   */
  static LossRegression of(double[] numbers, int columns) {
    if (numbers.length != NUMBERS || !(numbers[0] >= 0)) {
      throw new IllegalArgumentException(
          "losses are "
              + NUMBERS
              + " numbers, the first of them >= 0, were "
              + numbers.length
              + (numbers.length == 0 ? "" : ", the first " + numbers[0]));
    }
    DecisionTree[] trees = new DecisionTree[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      int from = 1 + round * DecisionTree.NUMBERS;
      trees[round] =
          DecisionTree.of(Arrays.copyOfRange(numbers, from, from + DecisionTree.NUMBERS), columns);
    }
    return new LossRegression(numbers[0], trees);
  }

  /** Returns the mean loss of rows like this one, ≥ 0. */
  double value(double[] row) {
    double sum = 0;
    for (DecisionTree tree : trees) {
      sum += tree.value(row);
    }
    return Math.max(0, start + RATE * sum);
  }
}
