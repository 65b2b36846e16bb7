package io.modelmon.alert.anomaly;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Isolation forest: what is unusual is cut off from the rest by few random cuts.
 *
 * <p>Each tree is grown on a sample without replacement, cuts a random column that is not constant
 * at a uniform place in its range, and stops at the mean depth of a tree of its size. The score is
 * 2^(−E h / c), h the depth at which a row ends with the mean depth of what is left added, c the
 * mean depth of the sample: above a half is more unusual than the average.
 *
 * <p><b>Cost:</b> {@value #TREES} trees of at most {@value #SAMPLE} rows, some 1 MB at most while
 * fitted; a score takes some 8 steps per tree. <b>Threads:</b> immutable.
 *
 * @see "Liu, Ting, Zhou: Isolation Forest, ICDM 2008"
 */
final class IsolationForest implements Scorer {

  static final int TREES = 100;
  static final int SAMPLE = 256;

  private static final double EULER = 0.5772156649015329;

  /** A cut, or a leaf, which has no sides and the mean depth of what is left. */
  private record Node(
      int column, double cut, @Nullable Node low, @Nullable Node high, double depth) {}

  private final List<Node> trees = new ArrayList<>();
  private final double meanDepth;

  /**
   * Grows a forest.
   *
   * @param rows at least 2, of equal length, finite
   * @param trees how many
   * @param seed equal seeds and rows give equal forests
   */
  IsolationForest(double[][] rows, int trees, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = Math.min(SAMPLE, rows.length);
    int most = (int) Math.ceil(Math.log(size) / Math.log(2));
    meanDepth = meanDepth(size);
    double[][] shuffled = rows.clone();
    for (int tree = 0; tree < trees; tree++) {
      for (int i = 0; i < size; i++) {
        swap(shuffled, i, i + random.nextInt(shuffled.length - i));
      }
      this.trees.add(grow(shuffled, 0, size, most, random));
    }
  }

  private static Node grow(double[][] rows, int from, int to, int levels, SplittableRandom random) {
    int column = levels == 0 || to - from < 2 ? -1 : varying(rows, from, to, random);
    if (column < 0) {
      return new Node(-1, 0, null, null, meanDepth(to - from));
    }
    double least = rows[from][column];
    double largest = least;
    for (int i = from + 1; i < to; i++) {
      least = Math.min(least, rows[i][column]);
      largest = Math.max(largest, rows[i][column]);
    }
    double cut = least + random.nextDouble() * (largest - least);
    int middle = from;
    for (int i = from; i < to; i++) {
      if (rows[i][column] <= cut) {
        swap(rows, i, middle++);
      }
    }
    Node low = grow(rows, from, middle, levels - 1, random);
    Node high = grow(rows, middle, to, levels - 1, random);
    return new Node(column, cut, low, high, 0);
  }

  /** Returns a random column that is not constant, or −1 when all are. */
  private static int varying(double[][] rows, int from, int to, SplittableRandom random) {
    int found = -1;
    int count = 0;
    for (int column = 0; column < rows[from].length; column++) {
      boolean constant = true;
      for (int i = from + 1; i < to && constant; i++) {
        constant = rows[i][column] == rows[from][column];
      }
      if (!constant && random.nextInt(++count) == 0) {
        found = column;
      }
    }
    return found;
  }

  private static void swap(double[][] rows, int a, int b) {
    double[] kept = rows[a];
    rows[a] = rows[b];
    rows[b] = kept;
  }

  /** Returns the mean depth of an unsuccessful search in a binary search tree of so many rows. */
  private static double meanDepth(int size) {
    if (size < 2) {
      return 0;
    }
    return size == 2 ? 1 : 2 * (Math.log(size - 1) + EULER) - 2.0 * (size - 1) / size;
  }

  @Override
  public double score(double[] row) {
    double sum = 0;
    for (Node tree : trees) {
      Node node = tree;
      Node next = side(node, row);
      while (next != null) {
        node = next;
        next = side(node, row);
        sum++;
      }
      sum += node.depth;
    }
    return Math.pow(2, -sum / trees.size() / meanDepth);
  }

  private static @Nullable Node side(Node node, double[] row) {
    return node.column < 0 ? null : row[node.column] <= node.cut ? node.low : node.high;
  }
}
