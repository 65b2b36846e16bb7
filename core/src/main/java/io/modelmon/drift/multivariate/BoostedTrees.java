package io.modelmon.drift.multivariate;

import io.modelmon.math.BinnedColumns;
import io.modelmon.math.DecisionTree;
import java.util.Arrays;

/**
 * A classifier of rows: {@value #ROUNDS} small trees, each grown to what those before it got wrong.
 *
 * <p>Deterministic, and indifferent to monotone changes of a column. Kept small: it must rank rows
 * better than chance where there is a difference, not predict well.
 *
 * <p><b>Cost:</b> 3·{@value #ROUNDS}·rows·columns to train, 3·{@value #ROUNDS} per score. <br>
 * <b>Threads:</b> immutable.
 *
 * @see "J. H. Friedman, Greedy function approximation: a gradient boosting machine, Annals of
 *     Statistics 29, 2001, algorithm 5"
 */
final class BoostedTrees {

  private static final int ROUNDS = 40;
  private static final double RATE = 0.2;

  private final DecisionTree[] trees;

  private BoostedTrees(DecisionTree[] trees) {
    this.trees = trees;
  }

  /**
   * Trains on rows.
   *
   * @param rows at least one, of equal length, finite
   * @param positive the class of each
   */
  static BoostedTrees train(double[][] rows, boolean[] positive) {
    BinnedColumns data = new BinnedColumns(rows);
    double[] scores = new double[rows.length];
    Arrays.fill(scores, start(positive));
    double[] first = new double[rows.length];
    double[] second = new double[rows.length];
    DecisionTree[] trees = new DecisionTree[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < rows.length; i++) {
        double probability = 1 / (1 + Math.exp(-scores[i]));
        first[i] = (positive[i] ? 1 : 0) - probability;
        second[i] = probability * (1 - probability);
      }
      trees[round] = DecisionTree.grow(data, first, second);
      for (int i = 0; i < rows.length; i++) {
        scores[i] += RATE * trees[round].value(rows[i]);
      }
    }
    return new BoostedTrees(trees);
  }

  private static double start(boolean[] positive) {
    int count = 0;
    for (boolean label : positive) {
      count += label ? 1 : 0;
    }
    return Math.log((count + 0.5) / (positive.length - count + 0.5));
  }

  /** Returns the score of a row: larger is more likely positive. */
  double score(double[] row) {
    double score = 0;
    for (DecisionTree tree : trees) {
      score += tree.value(row);
    }
    return RATE * score;
  }
}
