package io.modelmon.math;

/**
 * Average run length of the CUSUM chart on independent normal values: how many values pass before
 * an alarm.
 *
 * <p>The upper chart is S' = max(0, S + x − k) from S = 0 and alarms when S exceeds h; the lower
 * one is its mirror image. Everything is in standard deviations of the values.
 *
 * <p><b>Error:</b> relative error below 1e-7; run lengths beyond 1e12 are infinite. <br>
 * <b>Cost:</b> one linear system of 30 + 2h equations; a threshold takes about ten of them. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "E. S. Page, Continuous inspection schemes, Biometrika 41, 1954; K. W. Kemp, The average run
 *     length of the cumulative sum chart when a V-mask is used, Journal of the Royal Statistical
 *     Society B 23, 1961 (two sides)"
 */
public final class CusumRunLength {

  private CusumRunLength() {}

  /**
   * Returns the average run length of the upper chart.
   *
   * @param allowance k, ≥ 0
   * @param threshold h, in [0, 500]
   * @param shift mean of the values
   * @return the average number of values up to and with the alarm
   * @throws IllegalArgumentException when a parameter is out of range
   */
  public static double oneSided(double allowance, double threshold, double shift) {
    check(allowance, threshold, shift);
    return new LinearChart(1, 1, 0, threshold, true).averageRunLength(0, shift - allowance);
  }

  /**
   * Returns the average run length of upper and lower chart run together.
   *
   * @param allowance k, ≥ 0
   * @param threshold h, in [0, 500]
   * @param shift mean of the values
   * @return the average number of values up to and with the first alarm of either
   * @throws IllegalArgumentException when a parameter is out of range
   */
  public static double twoSided(double allowance, double threshold, double shift) {
    double rate =
        1 / oneSided(allowance, threshold, shift) + 1 / oneSided(allowance, threshold, -shift);
    return 1 / rate;
  }

  /**
   * Returns the threshold of the upper chart for a given run length without a shift.
   *
   * @param allowance k, ≥ 0
   * @param averageRunLength ARL0, values between false alarms
   * @return h
   * @throws IllegalArgumentException when the chart without threshold already runs longer, or no
   *     threshold up to 500 is enough
   */
  public static double oneSidedThreshold(double allowance, double averageRunLength) {
    return RunLengthSolver.limit(
        h -> oneSided(allowance, h, 0), averageRunLength, LinearChart.WIDEST);
  }

  /**
   * Returns the common threshold of both charts for a given run length without a shift.
   *
   * @param allowance k, ≥ 0
   * @param averageRunLength ARL0, values between false alarms
   * @return h
   * @throws IllegalArgumentException when the charts without threshold already run longer, or no
   *     threshold up to 500 is enough
   */
  public static double twoSidedThreshold(double allowance, double averageRunLength) {
    return RunLengthSolver.limit(
        h -> twoSided(allowance, h, 0), averageRunLength, LinearChart.WIDEST);
  }

  private static void check(double allowance, double threshold, double shift) {
    if (!(allowance >= 0) || Double.isInfinite(allowance)) {
      throw new IllegalArgumentException("allowance must be finite and at least 0: " + allowance);
    }
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("threshold must be at least 0: " + threshold);
    }
    if (!Double.isFinite(shift)) {
      throw new IllegalArgumentException("shift must be finite: " + shift);
    }
  }
}
