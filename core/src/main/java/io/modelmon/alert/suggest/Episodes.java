package io.modelmon.alert.suggest;

/**
 * The alerts that a rule would have raised over a series: values strictly above a threshold for so
 * many windows in a row fire, as many at or below it resolve.
 */
final class Episodes {

  private Episodes() {}

  /** Returns how many alerts fire; NaN values neither count nor interrupt. */
  static int count(double[] values, double threshold, int consecutive) {
    return count(values, threshold, consecutive, consecutive);
  }

  /**
   * Returns how many alerts fire when they resolve only after so many quiet windows: the groups
   * that alerts come in.
   */
  static int count(double[] values, double threshold, int consecutive, int quiet) {
    int alerts = 0;
    int inRow = 0;
    boolean firing = false;
    for (double value : values) {
      if (Double.isNaN(value)) {
        continue;
      }
      boolean wanted = firing ? value <= threshold : value > threshold;
      inRow = wanted ? inRow + 1 : 0;
      if (inRow >= (firing ? quiet : consecutive)) {
        alerts += firing ? 0 : 1;
        firing = !firing;
        inRow = 0;
      }
    }
    return alerts;
  }
}
