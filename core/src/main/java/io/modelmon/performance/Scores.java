package io.modelmon.performance;

import java.util.Arrays;

/** Which rows have scores, and of what kind. */
final class Scores {

  private Scores() {}

  /** Returns whether all scores of a row are known. */
  static boolean known(ClassificationOutcomes rows, int row) {
    for (int of = 0; of < (rows.binary() ? 1 : rows.classes()); of++) {
      if (Double.isNaN(rows.score(row, of))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the rows whose scores are known. */
  static int[] rows(ClassificationOutcomes rows) {
    int[] found = new int[rows.size()];
    int count = 0;
    for (int row = 0; row < found.length; row++) {
      if (known(rows, row)) {
        found[count++] = row;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Returns why metrics of probabilities have no value, KNOWN when they have. */
  static MetricStatus probabilities(ClassificationOutcomes rows, int[] scored) {
    if (rows.size() == 0) {
      return MetricStatus.NO_ROWS;
    }
    if (scored.length == 0) {
      return MetricStatus.NO_SCORES;
    }
    for (int row : scored) {
      for (int of = 0; of < (rows.binary() ? 1 : rows.classes()); of++) {
        double score = rows.score(row, of);
        if (score < 0 || score > 1) {
          return MetricStatus.NOT_PROBABILITIES;
        }
      }
    }
    return MetricStatus.KNOWN;
  }
}
