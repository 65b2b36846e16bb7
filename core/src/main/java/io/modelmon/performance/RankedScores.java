package io.modelmon.performance;

import java.util.Arrays;

/**
 * Scores of positive and negative rows, sorted, equal ones together.
 *
 * <p><b>Cost:</b> a sort; 16 bytes per distinct score kept. <br>
 * <b>Threads:</b> immutable.
 */
final class RankedScores {

  private final int positives;
  private final int negatives;

  /** How many rows of each class have a score, highest score first. */
  private final int[] positiveTies;

  private final int[] negativeTies;

  /** The distinct scores, highest first. */
  private final double[] scores;

  private RankedScores(
      int positives, int negatives, int[] positiveTies, int[] negativeTies, double[] scores) {
    this.scores = scores;
    this.positives = positives;
    this.negatives = negatives;
    this.positiveTies = positiveTies;
    this.negativeTies = negativeTies;
  }

  /** Ranks the rows of a class against all others; rows without a score are left out. */
  static RankedScores of(ClassificationOutcomes rows, int positive) {
    return of(rows, Scores.rows(rows), positive);
  }

  /** Ranks the rows of a class against all others, of rows that have scores. */
  static RankedScores of(ClassificationOutcomes rows, int[] scored, int positive) {
    double[] high = new double[scored.length];
    double[] low = new double[scored.length];
    int highs = 0;
    int lows = 0;
    for (int row : scored) {
      if (rows.actual(row) == positive) {
        high[highs++] = rows.score(row, positive);
      } else {
        low[lows++] = rows.score(row, positive);
      }
    }
    return of(Arrays.copyOf(high, highs), Arrays.copyOf(low, lows));
  }

  /** Ranks scores; sorts the arrays given. */
  static RankedScores of(double[] high, double[] low) {
    Arrays.sort(high);
    Arrays.sort(low);
    int[] positiveTies = new int[high.length + low.length];
    int[] negativeTies = new int[high.length + low.length];
    double[] scores = new double[high.length + low.length];
    int groups = 0;
    int i = high.length - 1;
    int j = low.length - 1;
    while (i >= 0 || j >= 0) {
      double score = j < 0 || (i >= 0 && high[i] > low[j]) ? high[i] : low[j];
      while (i >= 0 && high[i] == score) {
        positiveTies[groups]++;
        i--;
      }
      while (j >= 0 && low[j] == score) {
        negativeTies[groups]++;
        j--;
      }
      scores[groups] = score;
      groups++;
    }
    return new RankedScores(
        high.length,
        low.length,
        Arrays.copyOf(positiveTies, groups),
        Arrays.copyOf(negativeTies, groups),
        Arrays.copyOf(scores, groups));
  }

  /** Returns the number of positive rows. */
  int positives() {
    return positives;
  }

  /** Returns the number of other rows. */
  int negatives() {
    return negatives;
  }

  /** Returns the number of rows. */
  int rows() {
    return positives + negatives;
  }

  /** Returns the number of distinct scores. */
  int groups() {
    return positiveTies.length;
  }

  /** Returns how many positive rows have the score of a rank, 0 being the highest. */
  int positives(int group) {
    return positiveTies[group];
  }

  /** Returns how many other rows have the score of a rank, 0 being the highest. */
  int negatives(int group) {
    return negativeTies[group];
  }

  /** Returns the rank of a score that some row has. */
  int group(double score) {
    int low = 0;
    int high = scores.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (scores[middle] > score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
