package io.modelmon.detector;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Average run lengths of a detector for many limits at once, from simulated runs in which it never
 * alarms: the first time that the statistic exceeds a limit is when a detector with that limit
 * would have alarmed.
 *
 * <p>Runs are cut off after a number of values; what is left of them is taken as exponential with
 * the rate of alarms seen in the last nine tenths.
 *
 * <p><b>Error:</b> a relative standard error of about 1/√runs while the run length is no longer
 * than a run. <br>
 * <b>Cost:</b> 32 bytes per limit; one call of the detector per value. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class FirstPassages {

  private static final int LIMITS = 1_500;

  private final double widest;
  private final int longest;
  private final int late;
  private final double[] summed = new double[LIMITS];
  private final long[] unfinished = new long[LIMITS];
  private final double[] lateTime = new double[LIMITS];
  private final long[] lateAlarms = new long[LIMITS];
  private int runs;

  /**
   * @param widest limits go from 0 up to here
   * @param longest number of values after which a run is cut off
   */
  FirstPassages(double widest, int longest) {
    this.widest = widest;
    this.longest = longest;
    late = longest / 10;
  }

  /**
   * Follows one run.
   *
   * @param detector gives the statistic after each value, as new
   * @param stream gives the values
   */
  void record(
      DoubleUnaryOperator detector,
      ToDoubleFunction<SplittableRandom> stream,
      SplittableRandom random) {
    runs++;
    int limit = 0;
    for (int time = 1; time <= longest && limit < LIMITS; time++) {
      double statistic = detector.applyAsDouble(stream.applyAsDouble(random));
      for (; limit < LIMITS && statistic > limit(limit); limit++) {
        passed(limit, time);
      }
    }
    for (; limit < LIMITS; limit++) {
      summed[limit] += longest;
      unfinished[limit]++;
      lateTime[limit] += longest - late;
    }
  }

  private void passed(int limit, int time) {
    summed[limit] += time;
    if (time > late) {
      lateTime[limit] += time - late;
      lateAlarms[limit]++;
    }
  }

  /**
   * Returns the limit with an average run length; NaN when none of the limits has so short a one.
   */
  double limitOf(double averageRunLength) {
    if (mean(0) >= averageRunLength) {
      return Double.NaN;
    }
    int above = 1;
    while (above < LIMITS - 1 && mean(above) < averageRunLength) {
      above++;
    }
    double low = Math.log(mean(above - 1));
    double share = (Math.log(averageRunLength) - low) / (Math.log(mean(above)) - low);
    return limit(above - 1) + Math.min(1, share) * (limit(above) - limit(above - 1));
  }

  private double limit(int index) {
    return widest * index / LIMITS;
  }

  private double mean(int limit) {
    if (unfinished[limit] == 0) {
      return summed[limit] / runs;
    }
    return (summed[limit] + unfinished[limit] * (lateTime[limit] / lateAlarms[limit])) / runs;
  }
}
