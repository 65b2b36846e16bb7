package io.modelmon.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trees against a second, recursive one; derivatives are such that all sums are exact. */
class DecisionTreeTest {

  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void grow_anyRows_isTheGreedyTree() {
    for (int trial = 0; trial < 30; trial++) {
      int columns = 1 + trial % 3;
      double[][] rows = new double[5 + 2 * trial][columns];
      double[] first = new double[rows.length];
      double[] second = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        Arrays.setAll(rows[i], column -> random.nextInt(2 + 3 * column));
        first[i] = random.nextInt(-8, 9) / 4.0;
        second[i] = random.nextInt(1, 5) / 8.0;
      }

      DecisionTree tree = DecisionTree.grow(new BinnedColumns(rows), first, second);

      List<Integer> all = IntStream.range(0, rows.length).boxed().toList();
      for (double[] row : rows) {
        double expected = greedy(new Sample(rows, first, second), all, row, 3);
        assertThat(tree.value(row)).isCloseTo(expected, within(1e-12));
        double[] beside = Arrays.stream(row).map(value -> value + 0.5).toArray(); // on an edge
        assertThat(tree.value(beside)).isEqualTo(tree.value(row));
      }
    }
  }

  /** Who is alone in a column that three questions are needed for. */
  @Test
  void grow_threeColumnsTogether_areSeen() {
    double[][] rows = new double[64][3];
    double[] first = new double[64];
    double[] second = new double[64];
    for (int i = 0; i < 64; i++) {
      rows[i] = new double[] {i & 1, i >> 1 & 1, i >> 2 & 1};
      first[i] = i % 8 == 7 ? 9 : -1;
      second[i] = 1;
    }

    DecisionTree tree = DecisionTree.grow(new BinnedColumns(rows), first, second);

    assertThat(tree.value(new double[] {1, 1, 1})).isEqualTo(8 * 9 / (8 + 1.0));
    assertThat(tree.value(new double[] {1, 1, 0})).isEqualTo(-8 / (8 + 1.0));
  }

  @Test
  void grow_noGainOrTooFewRows_asksNothing() {
    double[][] rows = {{0}, {0}, {1}, {1}};
    double[] level = {2, 2, 2, 2};
    double[] apart = {-1, -1, 1, 1};
    BinnedColumns data = new BinnedColumns(rows);

    DecisionTree same = DecisionTree.grow(data, level, new double[] {1, 1, 1, 1});
    DecisionTree few = DecisionTree.grow(data, apart, new double[] {0.5, 0.375, 1, 1});
    DecisionTree enough = DecisionTree.grow(data, apart, new double[] {0.5, 0.5, 1, 1});

    assertThat(same.value(rows[0])).isEqualTo(same.value(rows[3])).isEqualTo(8 / 5.0);
    assertThat(few.value(rows[0])).isEqualTo(few.value(rows[3])).isZero();
    assertThat(enough.value(rows[0])).isEqualTo(-2 / 2.0);
    assertThat(enough.value(rows[3])).isEqualTo(2 / 3.0);
  }

  @Test
  void of_itsOwnNumbers_isTheSameTree() {
    double[][] rows = new double[200][2];
    double[] first = new double[200];
    double[] second = new double[200];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {random.nextDouble(), random.nextDouble()};
      first[i] = rows[i][0] * rows[i][1] - 0.3;
      second[i] = 1;
    }
    DecisionTree tree = DecisionTree.grow(new BinnedColumns(rows), first, second);

    DecisionTree read = DecisionTree.of(tree.numbers(), 2);

    assertThat(read.numbers()).isEqualTo(tree.numbers()).hasSize(DecisionTree.NUMBERS);
    for (double[] row : rows) {
      assertThat(read.value(row)).isEqualTo(tree.value(row));
    }
    assertThat(Arrays.stream(rows).mapToDouble(read::value).distinct().count()).isEqualTo(8);
  }

  @Test
  void of_impossibleNumbers_areRefused() {
    double[] numbers = new double[DecisionTree.NUMBERS];
    numbers[6] = 2;

    assertThat(DecisionTree.of(numbers, 3).numbers()).isEqualTo(numbers);
    assertThatThrownBy(() -> DecisionTree.of(numbers, 2)).hasMessageContaining("2.0");
    for (double column : new double[] {-1, 0.5, Double.NaN}) {
      double[] wrong = numbers.clone();
      wrong[0] = column;
      assertThatThrownBy(() -> DecisionTree.of(wrong, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("" + column);
    }
    assertThatThrownBy(() -> DecisionTree.of(new double[3], 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3");
  }

  @SuppressWarnings("ArrayRecordComponent") // lives for one test
  private record Sample(double[][] rows, double[] first, double[] second) {
    double sum(double[] of, List<Integer> members) {
      return members.stream().mapToDouble(i -> of[i]).sum();
    }

    double score(List<Integer> members) {
      double sum = sum(first, members);
      return sum * sum / (sum(second, members) + 1);
    }

    List<Integer> side(List<Integer> members, int column, double threshold, boolean above) {
      return members.stream().filter(i -> rows[i][column] > threshold == above).toList();
    }
  }

  /** What the best tree of a depth says about a row; the first of equally good questions wins. */
  private static double greedy(Sample sample, List<Integer> members, double[] row, int depth) {
    double best = 0;
    int bestColumn = -1;
    double bestThreshold = 0;
    for (int column = 0; column < row.length && depth > 0; column++) {
      for (double threshold = 0.5; threshold < 8; threshold++) {
        List<Integer> left = sample.side(members, column, threshold, false);
        List<Integer> right = sample.side(members, column, threshold, true);
        double gain = sample.score(left) + sample.score(right) - sample.score(members);
        double least =
            Math.min(sample.sum(sample.second(), left), sample.sum(sample.second(), right));
        if (least >= 1 && gain > best) {
          best = gain;
          bestColumn = column;
          bestThreshold = threshold;
        }
      }
    }
    if (bestColumn < 0) {
      return sample.sum(sample.first(), members) / (sample.sum(sample.second(), members) + 1);
    }
    boolean above = row[bestColumn] > bestThreshold;
    List<Integer> side = sample.side(members, bestColumn, bestThreshold, above);
    return greedy(sample, side, row, depth - 1);
  }
}
