package io.modelmon.math;

/**
 * Average run length of the EWMA chart on independent normal values: how many values pass before an
 * alarm.
 *
 * <p>The statistic is z' = (1 − λ)·z + λ·x from z = 0, values in standard deviations. The limit L
 * is in standard deviations of z in the long run, √(λ/(2 − λ)), and does not change with time. The
 * two-sided chart alarms beyond ±L; the upper chart never goes below 0 and alarms beyond L. With λ
 * = 1 the two-sided chart is Shewhart's.
 *
 * <p><b>Error:</b> relative error below 1e-7; run lengths beyond 1e12 are infinite. <br>
 * <b>Cost:</b> one linear system of 30 + 4L/√(λ(2 − λ)) equations; a limit takes about ten of them.
 * <br>
 * <b>Threads:</b> stateless.
 *
 * @see "S. W. Roberts, Control chart tests based on geometric moving averages, Technometrics 1,
 *     1959; J. M. Lucas, M. S. Saccucci, Exponentially weighted moving average control schemes:
 *     properties and enhancements, Technometrics 32, 1990 (tables); S. V. Crowder, M. D. Hamilton,
 *     An EWMA for monitoring a process standard deviation, Journal of Quality Technology 24, 1992
 *     (barrier)"
 */
public final class EwmaRunLength {

  /** Run lengths beyond this limit drown in rounding, whatever the weight. */
  private static final double WIDEST = 12;

  private EwmaRunLength() {}

  /**
   * Returns the average run length of the upper chart.
   *
   * @param weight λ, in (0, 1]
   * @param limit L, ≥ 0
   * @param shift mean of the values
   * @return the average number of values up to and with the alarm
   * @throws IllegalArgumentException when a parameter is out of range
   */
  public static double oneSided(double weight, double limit, double shift) {
    return chart(weight, limit, shift, true).averageRunLength(0, shift);
  }

  /**
   * Returns the average run length of the two-sided chart.
   *
   * @param weight λ, in (0, 1]
   * @param limit L, ≥ 0
   * @param shift mean of the values
   * @return the average number of values up to and with the alarm
   * @throws IllegalArgumentException when a parameter is out of range
   */
  public static double twoSided(double weight, double limit, double shift) {
    return chart(weight, limit, shift, false).averageRunLength(0, shift);
  }

  /**
   * Returns the limit of the upper chart for a given run length without a shift.
   *
   * @param weight λ, in (0, 1]
   * @param averageRunLength ARL0, values between false alarms, above 2
   * @return L
   * @throws IllegalArgumentException when a parameter is out of range
   */
  public static double oneSidedLimit(double weight, double averageRunLength) {
    return RunLengthSolver.limit(limit -> oneSided(weight, limit, 0), averageRunLength, WIDEST);
  }

  /**
   * Returns the limit of the two-sided chart for a given run length without a shift.
   *
   * @param weight λ, in (0, 1]
   * @param averageRunLength ARL0, values between false alarms, above 1
   * @return L
   * @throws IllegalArgumentException when a parameter is out of range
   */
  public static double twoSidedLimit(double weight, double averageRunLength) {
    return RunLengthSolver.limit(limit -> twoSided(weight, limit, 0), averageRunLength, WIDEST);
  }

  private static LinearChart chart(double weight, double limit, double shift, boolean reflecting) {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must lie in (0, 1]: " + weight);
    }
    if (!(limit >= 0)) {
      throw new IllegalArgumentException("limit must be at least 0: " + limit);
    }
    if (!Double.isFinite(shift)) {
      throw new IllegalArgumentException("shift must be finite: " + shift);
    }
    double upper = limit * Math.sqrt(weight / (2 - weight));
    return new LinearChart(1 - weight, weight, reflecting ? 0 : -upper, upper, reflecting);
  }
}
