package io.modelmon.alert.suggest;

import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Thresholds proposed from the history of an indicator in which nothing was wrong.
 *
 * <p>Proposed are the lowest thresholds that would have raised no alert, one, and a few. Alerts of
 * dependent windows come in groups, whose size is told at lower thresholds, where there are enough
 * of them. A history with k groups of alerts leaves the rate of groups beyond a threshold with k +
 * 1 degrees, and the alerts of a group are geometric.
 *
 * <p><b>Input:</b> at least {@value #LEAST_HISTORY} windows; NaN where a value is unknown. <br>
 * <b>Error:</b> the share of next months within the interval is at least the nominal 95 % for
 * independent windows and falls towards 90 % where a history is worth but a handful of them. <br>
 * <b>Cost:</b> a few dozen passes over the history. <b>Threads:</b> any.
 *
 * @see "Ferro, Segers: Inference for Clusters of Extreme Values, Journal of the Royal Statistical
 *     Society B 2003"
 * @see "Wilks: Statistical Prediction with Special Reference to the Problem of Tolerance Limits,
 *     Annals of Mathematical Statistics 1942"
 */
public final class ThresholdAdvisor {

  /** The least history that is advised from. */
  public static final int LEAST_HISTORY = 100;

  private static final int[] PAST_ALERTS = {0, 1, 4};
  private static final double LEVEL = 0.95;

  /** Alerts of lower thresholds that the size of groups is told from; the largest size counts. */
  private static final int[] ALERTS_FOR_GROUPS = {8, 16, 32};

  private ThresholdAdvisor() {}

  /** Which values are to raise alerts. */
  public enum Direction {
    /** Large ones. */
    ABOVE,
    /** Small ones. */
    BELOW
  }

  /**
   * Returns proposals, the least alarming first.
   *
   * @param history one value per window, oldest first
   * @param direction which values are to raise alerts
   * @param consecutive in how many windows in a row, at least 1
   * @param windowsAhead the period to predict alerts for, in windows, at least 1
   * @throws IllegalArgumentException if there is too little history
   */
  public static List<Suggestion> suggest(
      double[] history, Direction direction, int consecutive, int windowsAhead) {
    double sign = direction == Direction.ABOVE ? 1 : -1;
    double[] values =
        Arrays.stream(history).filter(value -> !Double.isNaN(value)).map(v -> sign * v).toArray();
    if (values.length < LEAST_HISTORY || consecutive < 1 || windowsAhead < 1) {
      throw new IllegalArgumentException(
          "at least "
              + LEAST_HISTORY
              + " windows of history, one consecutive window and one window ahead: "
              + values.length
              + ", "
              + consecutive
              + ", "
              + windowsAhead);
    }
    double[] levels = Arrays.stream(values).sorted().distinct().toArray();
    double group = groupSize(values, levels, consecutive);
    List<Suggestion> suggestions = new ArrayList<>();
    for (int most : PAST_ALERTS) {
      double threshold = lowest(values, levels, consecutive, most);
      int past = Episodes.count(values, threshold, consecutive);
      double periods = (double) windowsAhead / values.length;
      double expected = (past + group) * periods;
      Interval next = CountPrediction.interval(expected, shape(past, group, periods), LEVEL);
      suggestions.add(new Suggestion(sign * threshold, consecutive, past, expected, next));
    }
    return suggestions;
  }

  /**
   * Returns the lowest level from which on upwards no level raises more alerts. Counts do not fall
   * steadily, since alerts merge at low levels, so the search goes down from the top.
   */
  private static double lowest(double[] values, double[] levels, int consecutive, int most) {
    double found = levels[levels.length - 1];
    for (int i = levels.length - 1; i >= levels.length / 2; i--) {
      if (Episodes.count(values, levels[i], consecutive) > most) {
        break;
      }
      found = levels[i];
    }
    return found;
  }

  /**
   * Returns how sharply the expected count is known. Groups are Poisson, and of k past ones the
   * rate has k + 1 degrees; alerts in a group are geometric: the variance of both, put into that of
   * a negative binomial count.
   */
  private static double shape(int past, double group, double periods) {
    return periods * (past + group) / (2 * (group - 1) + periods * group);
  }

  /**
   * Returns how many alerts come together on average, at least 1: the reciprocal of the extremal
   * index, from the gaps between alerts. Exponential gaps give 1, and the more of the time lies in
   * a few long gaps, the larger it is. The stretches before the first alert and after the last are
   * taken for one gap, so that a history of a single group shows as one.
   */
  private static double groupSize(double[] values, double[] levels, int consecutive) {
    double largest = 1;
    for (int alerts : ALERTS_FOR_GROUPS) {
      double level = lowest(values, levels, consecutive, alerts);
      int[] begins = Episodes.begins(values, level, consecutive);
      double squares = 0;
      for (int i = 0; i < begins.length; i++) {
        int next = i + 1 < begins.length ? begins[i + 1] : begins[0] + values.length;
        squares += (double) (next - begins[i]) * (next - begins[i]);
      }
      double together = begins.length * squares / (2.0 * values.length * values.length);
      largest = Math.max(largest, together);
    }
    return largest;
  }
}
