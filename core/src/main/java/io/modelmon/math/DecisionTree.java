package io.modelmon.math;

import java.util.Arrays;

/**
 * A regression tree of depth {@value #DEPTH}, grown greedily to second-order gains.
 *
 * <p>Three questions in a row are enough to see that columns go together, which one or a sum of
 * single questions is not.
 *
 * <p><b>Cost:</b> {@value #DEPTH}·rows·columns to grow. <br>
 * <b>Threads:</b> immutable once grown.
 *
 * @see "T. Chen and C. Guestrin, XGBoost: a scalable tree boosting system, KDD 2016, equation 7"
 */
public final class DecisionTree {

  private static final int DEPTH = 3;
  private static final int LEAVES = 1 << DEPTH;

  /** How many numbers a tree is: a column and a threshold per question, and the leaves. */
  public static final int NUMBERS = 3 * LEAVES - 2;

  /** Pulls leaves of few rows towards 0. */
  private static final double RIDGE = 1;

  /** Least sum of second derivatives in a child: some four rows. */
  private static final double MIN_CHILD = 1;

  /** Questions in heap order, the root at 1; a threshold of infinity sends all rows to the left. */
  private final int[] columns = new int[LEAVES];

  private final double[] thresholds = new double[LEAVES];
  private final double[] leaves = new double[LEAVES];
  private final int[] cuts = new int[LEAVES];
  private final double[] gains = new double[LEAVES];

  private DecisionTree() {}

  /**
   * Grows a tree.
   *
   * @param data columns of the rows, at least one
   * @param first first derivatives of the gain, one per row
   * @param second negative second derivatives, one per row, > 0
   */
  public static DecisionTree grow(BinnedColumns data, double[] first, double[] second) {
    DecisionTree tree = new DecisionTree();
    int[] nodes = new int[data.rows()];
    Arrays.fill(nodes, 1);
    for (int level = 0; level < DEPTH; level++) {
      tree.split(data, nodes, new double[][] {first, second}, 1 << level);
    }
    double[] sums = new double[LEAVES];
    double[] weights = new double[LEAVES];
    for (int i = 0; i < nodes.length; i++) {
      sums[nodes[i] - LEAVES] += first[i];
      weights[nodes[i] - LEAVES] += second[i];
    }
    for (int leaf = 0; leaf < LEAVES; leaf++) {
      tree.leaves[leaf] = sums[leaf] / (weights[leaf] + RIDGE);
    }
    return tree;
  }

  /** Finds the best question of every node of a level, then sends the rows on. */
  private void split(BinnedColumns data, int[] nodes, double[][] derivatives, int width) {
    for (int node = width; node < 2 * width; node++) {
      thresholds[node] = Double.POSITIVE_INFINITY;
      cuts[node] = BinnedColumns.BINS;
    }
    double[] first = new double[width * BinnedColumns.BINS];
    double[] second = new double[width * BinnedColumns.BINS];
    for (int column = 0; column < data.columns(); column++) {
      Arrays.fill(first, 0);
      Arrays.fill(second, 0);
      byte[] bins = data.bins(column);
      for (int i = 0; i < nodes.length; i++) {
        int cell = (nodes[i] - width) * BinnedColumns.BINS + bins[i];
        first[cell] += derivatives[0][i];
        second[cell] += derivatives[1][i];
      }
      for (int node = width; node < 2 * width; node++) {
        improve(data, column, node, first, second, (node - width) * BinnedColumns.BINS);
      }
    }
    for (int i = 0; i < nodes.length; i++) {
      int node = nodes[i];
      boolean right = data.bins(columns[node])[i] > cuts[node];
      nodes[i] = 2 * node + (right ? 1 : 0);
    }
  }

  private void improve(
      BinnedColumns data, int column, int node, double[] first, double[] second, int offset) {
    double sum = 0;
    double weight = 0;
    for (int bin = 0; bin <= data.edgeCount(column); bin++) {
      sum += first[offset + bin];
      weight += second[offset + bin];
    }
    double left = 0;
    double leftWeight = 0;
    for (int bin = 0; bin < data.edgeCount(column); bin++) {
      left += first[offset + bin];
      leftWeight += second[offset + bin];
      double right = sum - left;
      double rightWeight = weight - leftWeight;
      double gain =
          left * left / (leftWeight + RIDGE)
              + right * right / (rightWeight + RIDGE)
              - sum * sum / (weight + RIDGE);
      if (gain > gains[node] && Math.min(leftWeight, rightWeight) >= MIN_CHILD) {
        gains[node] = gain;
        columns[node] = column;
        cuts[node] = bin;
        thresholds[node] = data.edge(column, bin);
      }
    }
  }

  /** Returns the numbers that {@link #of} makes the same tree from, {@value #NUMBERS} of them. */
  public double[] numbers() {
    double[] numbers = new double[NUMBERS];
    for (int node = 1; node < LEAVES; node++) {
      numbers[node - 1] = columns[node];
      numbers[LEAVES + node - 2] = thresholds[node];
    }
    System.arraycopy(leaves, 0, numbers, 2 * (LEAVES - 1), LEAVES);
    return numbers;
  }

  /**
   * Returns a tree that was grown before.
   *
   * @param numbers as {@link #numbers} gives them
   * @param columns number of columns that a row has
   * @throws IllegalArgumentException when they are not the numbers of a tree on so many columns
   */
  public static DecisionTree of(double[] numbers, int columns) {
    if (numbers.length != NUMBERS) {
      throw new IllegalArgumentException(
          "a tree has " + NUMBERS + " numbers, was " + numbers.length);
    }
    DecisionTree tree = new DecisionTree();
    for (int node = 1; node < LEAVES; node++) {
      double column = numbers[node - 1];
      if (!(column >= 0 && column < columns && column == Math.rint(column))) {
        throw new IllegalArgumentException(
            "a tree's column must be in [0, " + columns + "), was " + column);
      }
      tree.columns[node] = (int) column;
      tree.thresholds[node] = numbers[LEAVES + node - 2];
    }
    System.arraycopy(numbers, 2 * (LEAVES - 1), tree.leaves, 0, LEAVES);
    return tree;
  }

  /** Returns what the tree says about a row. */
  public double value(double[] row) {
    int node = 1;
    while (node < LEAVES) {
      node = 2 * node + (row[columns[node]] > thresholds[node] ? 1 : 0);
    }
    return leaves[node - LEAVES];
  }
}
