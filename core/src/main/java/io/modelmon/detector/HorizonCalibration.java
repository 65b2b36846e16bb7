package io.modelmon.detector;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The limit of a detector's statistic that an unchanged stream exceeds within a horizon with a
 * given probability, by seeded simulation.
 *
 * <p>Up to its first alarm a detector does the same whatever its limit, so one set of runs without
 * a limit gives the largest statistic of each run, and the limit is a quantile of them.
 */
final class HorizonCalibration {

  static final int RUNS = 20_000;
  private static final long SEED = 0x5DEECE66DL;

  private HorizonCalibration() {}

  /**
   * Returns a limit, at least {@code smallest}.
   *
   * @param open a detector that never alarms
   * @throws IllegalArgumentException when no finite limit keeps the probability
   */
  static double limit(FalseAlarmHorizon horizon, LimitDetector open, double smallest) {
    double[] largest = largestStatistics(horizon, open);
    int last = RUNS - 1 - (int) Math.floor(horizon.probability() * RUNS);
    int next = last;
    while (next < RUNS - 1 && largest[next] == largest[last]) {
      next++;
    }
    // Midway to the next larger value, so that rounding does not move a run across the limit.
    double limit =
        largest[next] < Double.POSITIVE_INFINITY
            ? largest[last] + (largest[next] - largest[last]) / 2
            : largest[last];
    if (limit == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("no limit keeps " + horizon + ": raise minSamples");
    }
    return limit >= smallest ? limit : smallest;
  }

  /** The largest statistic of each run in growing order, minus infinity where there was none. */
  private static double[] largestStatistics(FalseAlarmHorizon horizon, LimitDetector open) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] largest = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      open.reset();
      largest[run] = largestStatistic(horizon, open, random);
    }
    Arrays.sort(largest);
    return largest;
  }

  private static double largestStatistic(
      FalseAlarmHorizon horizon, LimitDetector open, SplittableRandom random) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < horizon.observations(); i++) {
      open.update(random.nextDouble() < horizon.errorRate() ? 1 : 0);
      double statistic = open.statistic();
      if (statistic > largest) {
        largest = statistic;
      }
    }
    return largest;
  }
}
