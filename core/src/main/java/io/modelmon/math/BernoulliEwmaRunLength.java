package io.modelmon.math;

import java.util.Arrays;

/**
 * Average run length of an EWMA chart on independent errors (0 or 1) with a known rate.
 *
 * <p>The statistic is z' = (1 − λ)·z + λ·x from z = rate. It alarms above a limit, which is drawn
 * afresh, uniformly, within {@link #halfWidth} of its middle for every value: errors reach only
 * certain values of z, and a fixed limit would reach only certain run lengths.
 *
 * <p><b>Error:</b> relative error below 1e-3: the distribution of z is kept on a grid of λ/500 on
 * which probability is split so that its mean is exact. <br>
 * <b>Cost:</b> about 20/λ steps over 500/λ cells; a limit takes some dozens of these, some tens of
 * milliseconds in all at λ = 0.2. <br>
 * <b>Threads:</b> stateless.
 *
 * @implNote The distribution is carried forward from the start; once its shape no longer changes
 *     the rest of the run is geometric and is summed in closed form. A linear system of that size
 *     would cost far more.
 * @see "D. Brook, D. A. Evans, An approach to the probability distribution of CUSUM run length,
 *     Biometrika 59, 1972 (Markov chain); G. J. Ross, N. M. Adams, D. K. Tasoulis, D. J. Hand,
 *     Exponentially weighted moving average charts for detecting concept drift, Pattern Recognition
 *     Letters 33, 2012 (the chart)"
 */
public final class BernoulliEwmaRunLength {

  private static final double CELLS_PER_WEIGHT = 500;
  private static final double SETTLED = 1e-7;
  private static final double GONE = 1e-9;

  /** Chance of an alarm per value that rounding cannot tell from none. */
  private static final double NEVER = 1e-11;

  private double[] current;
  private double[] next;
  private final double step;
  private final double rate;
  private final double weight;
  private final double limit;

  private BernoulliEwmaRunLength(double weight, double rate, double limit) {
    this.weight = weight;
    this.rate = rate;
    this.limit = limit;
    step = weight / CELLS_PER_WEIGHT;
    int cells = (int) Math.ceil(1 / step) + 2;
    current = new double[cells];
    next = new double[cells];
  }

  /**
   * Returns half of the range over which the limit is drawn.
   *
   * @param weight λ
   * @return a fiftieth of it
   */
  public static double halfWidth(double weight) {
    return weight / 50;
  }

  /**
   * Returns the average run length.
   *
   * @param weight λ, in [0.005, 1]
   * @param rate probability of an error, in (0, 1)
   * @param limit middle of the limit, at least 0
   * @return the average number of values up to and with the alarm; positive infinity when there is
   *     none
   * @throws IllegalArgumentException when a parameter is out of range
   */
  public static double mean(double weight, double rate, double limit) {
    if (!(weight >= 0.005 && weight <= 1)) {
      throw new IllegalArgumentException("weight must lie in [0.005, 1]: " + weight);
    }
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("rate must lie in (0, 1): " + rate);
    }
    if (!(limit >= 0)) {
      throw new IllegalArgumentException("limit must be at least 0: " + limit);
    }
    return new BernoulliEwmaRunLength(weight, rate, limit).mean();
  }

  /**
   * Returns the limit for a given run length.
   *
   * @param weight λ, in [0.005, 1]
   * @param rate probability of an error, in (0, 1)
   * @param averageRunLength ARL0, values between false alarms
   * @return the middle of the limit
   * @throws IllegalArgumentException when a parameter is out of range or no limit gives the run
   *     length
   */
  public static double limit(double weight, double rate, double averageRunLength) {
    return RunLengthSolver.limit(
        limit -> mean(weight, rate, limit), averageRunLength, 1 + halfWidth(weight));
  }

  private double mean() {
    deposit(current, rate, 1);
    long memory = (long) Math.ceil(Math.log(GONE) / Math.log1p(-Math.min(weight, 0.99)));
    double alive = 1;
    double length = 0;
    double previous = 0;
    for (long time = 1; alive > GONE; time++) {
      length += alive;
      double left = advance();
      double hazard = 1 - left / alive;
      boolean settled = Math.abs(hazard - previous) <= SETTLED * hazard;
      if (time > memory && (settled || hazard < NEVER)) {
        return hazard < NEVER ? Double.POSITIVE_INFINITY : length + left / hazard;
      }
      alive = left;
      previous = hazard;
    }
    return length;
  }

  /** Carries the distribution over one value and returns what has not alarmed. */
  private double advance() {
    Arrays.fill(next, 0);
    double left = 0;
    for (int i = 0; i < current.length; i++) {
      if (current[i] > 0) {
        double kept = (1 - weight) * i * step;
        left += pass(kept, current[i] * (1 - rate));
        left += pass(kept + weight, current[i] * rate);
      }
    }
    double[] swap = current;
    current = next;
    next = swap;
    return left;
  }

  /** Adds the part of a probability at z that lies below the limit and returns it. */
  private double pass(double z, double probability) {
    double half = halfWidth(weight);
    double below = Math.min(1, Math.max(0, (limit + half - z) / (2 * half)));
    if (below > 0) {
      deposit(next, z, probability * below);
    }
    return probability * below;
  }

  /** Splits a probability between the two neighbouring cells, which keeps its mean. */
  private void deposit(double[] cells, double z, double probability) {
    double position = z / step;
    int cell = (int) position;
    double share = position - cell;
    cells[cell] += probability * (1 - share);
    cells[cell + 1] += probability * share;
  }
}
