package io.modelmon.detector;

/**
 * A false-alarm probability over a number of observations, for detectors whose run length has no
 * useful mean.
 *
 * <p>Detectors that estimate the stream's level themselves alarm falsely mostly soon after their
 * start, when they know little, or hardly ever. A mean run length is then governed by the few long
 * runs and says nothing. What can be promised is the probability that a fresh detector alarms
 * within the next H observations of an unchanged stream; after H observations it starts afresh.
 *
 * <p>Limits are found by seeded simulation for errors that are independent and have a known rate,
 * so they are the same in every process. The simulation runs 20,000 streams of H values: a few tens
 * of nanoseconds per value, so seconds for H = 10,000. Do it when setting up, off the path of
 * requests. Its own error adds a standard deviation of √(p(1 − p)/20,000) to the probability. With
 * an estimated error rate the probability differs; {@code core/DESIGN.md} has a table.
 *
 * @param observations the number of observations H, 100 to 100,000
 * @param probability the probability of at least one alarm within them when nothing changes, 0.001
 *     to 0.5
 * @param errorRate the rate of errors while nothing has changed, between 0 and 1
 */
public record FalseAlarmHorizon(int observations, double probability, double errorRate) {

  /** What limits are raised to where even less would keep the probability. */
  static final double SMALLEST_LIMIT = 1e-3;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a component lies outside its range
   */
  public FalseAlarmHorizon {
    Require.atLeast(100, "observations", observations);
    Require.notAbove("observations", observations, "the largest horizon", 100_000);
    Require.notAbove("the least probability", 0.001, "probability", probability);
    Require.notAbove("probability", probability, "the largest probability", 0.5);
    Require.inside("errorRate", errorRate);
  }

  /**
   * Returns a detector that passes values on to the one given and restarts it after H of them, and
   * after each drift.
   */
  public ChangeDetector restarting(ChangeDetector detector) {
    return new RestartingDetector(detector, observations);
  }

  /**
   * Returns the number of values among which an error is all but certain: without one a detector
   * whose lowest standard deviation is 0 alarms at the first, whatever its limit.
   */
  int samplesToFirstError() {
    double samples = Math.log(probability / 100) / Math.log1p(-errorRate);
    if (samples > observations / 2.0) {
      throw new IllegalArgumentException(
          "observations must be at least "
              + (long) Math.ceil(2 * samples)
              + " at an errorRate of "
              + errorRate
              + ", not "
              + observations);
    }
    return (int) Math.ceil(samples);
  }
}
