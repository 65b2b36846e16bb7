package io.modelmon.alert.suggest;

import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Thresholds proposed from the history of an indicator in which nothing was wrong.
 *
 * <p>Proposed are the lowest thresholds that would have raised no alert, one, and a few. Alerts of
 * dependent windows come in groups: the interval of the next count is widened by the size of the
 * groups, told at a lower threshold, where there are enough of them.
 *
 * <p><b>Input:</b> at least {@value #LEAST_HISTORY} windows; NaN where a value is unknown. <br>
 * <b>Cost:</b> a few dozen passes over the history. <b>Threads:</b> any.
 */
public final class ThresholdAdvisor {

  /** The least history that is advised from. */
  public static final int LEAST_HISTORY = 100;

  private static final int[] PAST_ALERTS = {0, 1, 4};
  private static final double LEVEL = 0.95;

  /** Alerts of a lower threshold that the size of groups is told from. */
  private static final int ALERTS_FOR_GROUPS = 24;

  /** Windows without alert that end a group. */
  private static final int PAUSE = 24;

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
      double expected = (past + 1.0) * windowsAhead / values.length;
      Interval next = CountPrediction.interval(expected, Math.max(1, past + 1.0) / group, LEVEL);
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
   * Returns how many alerts come together on average, at least 1. Of independent alerts only
   * exp(−rate · pause) follow a pause that long, so that even they seem to come together; the root
   * of that is allowed for, which leaves intervals of independent windows somewhat wide, and those
   * of strongly dependent ones wide enough.
   */
  private static double groupSize(double[] values, double[] levels, int consecutive) {
    double level = lowest(values, levels, consecutive, ALERTS_FOR_GROUPS);
    int alerts = Episodes.count(values, level, consecutive);
    int groups = Math.max(1, Episodes.count(values, level, consecutive, PAUSE));
    double byChance = Math.exp(-0.5 * alerts / values.length * PAUSE);
    return Math.max(1, alerts * byChance / groups);
  }
}
