package io.modelmon.alert.suggest;

import java.util.Arrays;

/**
 * The alerts that a rule would have raised over a series: values strictly above a threshold for so
 * many windows in a row fire, as many at or below it resolve.
 */
final class Episodes {

  private Episodes() {}

  /** Returns how many alerts fire; NaN values neither count nor interrupt. */
  static int count(double[] values, double threshold, int consecutive) {
    return begins(values, threshold, consecutive).length;
  }

  /** Returns the windows in which alerts fire. */
  static int[] begins(double[] values, double threshold, int consecutive) {
    int[] begins = new int[values.length];
    int alerts = 0;
    int inRow = 0;
    boolean firing = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      boolean wanted = firing ? values[i] <= threshold : values[i] > threshold;
      inRow = wanted ? inRow + 1 : 0;
      if (inRow >= consecutive) {
        if (!firing) {
          begins[alerts++] = i;
        }
        firing = !firing;
        inRow = 0;
      }
    }
    return Arrays.copyOf(begins, alerts);
  }
}
