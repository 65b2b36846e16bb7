package io.modelmon.math;

/**
 * Area under the absolute value of a Brownian bridge that runs over a discrete distribution: the
 * law of the Wasserstein-1 distance of two samples of one distribution.
 *
 * <p>Two scaled chi laws bracket it. One has the mean and the mean square of the area: right in the
 * middle, too light far out. The other has the mean square and the scale of the signed area, which
 * rules the far tail: right in its shape, too heavy at the critical values. The law is the
 * geometric mean of the two tails.
 *
 * <p><b>Input:</b> the points of the distribution in ascending order. <br>
 * <b>Output:</b> tail probabilities in [0, 1]; critical values in the unit of the widths. <br>
 * <b>Error:</b> exact for two points; over uniform, normal, exponential, lognormal, zero inflated
 * and few-point distributions a nominal 1 % is held within 0.4 points, 5 % within 0.8, and 0.1 %
 * within a factor of 2.5. <br>
 * <b>Cost:</b> some thirty operations per point, some thirty incomplete gamma functions per
 * critical value. <br>
 * <b>Threads:</b> confined while points are added.
 *
 * @see "J. Durbin, Distribution theory for tests based on the sample distribution function, SIAM,
 *     1973; B. McK. Johnson and T. Killeen, An explicit formula for the C.D.F. of the L1 norm of
 *     the Brownian bridge, Annals of Probability 11, 1983 (the uniform case)"
 */
public final class BrownianBridgeArea {

  private static final int MAX_STEPS = 100;

  private final AbsoluteNormalSum sum = new AbsoluteNormalSum();

  /** Σ width·F so far. */
  private double moment;

  private double signedVariance;

  /** Creates an empty area. */
  public BrownianBridgeArea() {}

  /**
   * Adds the stretch between a point of the distribution and the next one.
   *
   * @param width its length, &gt; 0
   * @param below the share at or below the point, in (0, 1)
   * @param above 1 − {@code below}, given apart because the difference would lose a small tail
   */
  public void add(double width, double below, double above) {
    sum.add(width * Math.sqrt(below * above), below / above, above / below);
    signedVariance += width * above * (width * below + 2 * moment);
    moment += width * below;
  }

  /** Returns whether nothing was added, so that there is no law. */
  public boolean isEmpty() {
    return sum.isEmpty();
  }

  /**
   * Returns the law of the area, multiplied by {@code factor}.
   *
   * @param factor &gt; 0, √(1/n+1/m) for two samples
   * @throws IllegalArgumentException when nothing was added
   */
  public Law law(double factor) {
    ScaledChiDistribution middle = sum.law(factor);
    double meanSquare = middle.degreesOfFreedom() * middle.scale() * middle.scale();
    double scale = factor * Math.sqrt(signedVariance);
    double degrees = Math.max(1, meanSquare / (scale * scale));
    return new Law(middle, new ScaledChiDistribution(degrees, scale));
  }

  /**
   * The law of an area.
   *
   * <p><b>Threads:</b> immutable.
   *
   * @param middle law with the right mean and mean square
   * @param tail law with the right far tail
   */
  public record Law(ScaledChiDistribution middle, ScaledChiDistribution tail) {

    /**
     * Returns the probability that the area exceeds {@code x}.
     *
     * @param x value; ≤ 0 gives 1
     */
    public double survival(double x) {
      return Math.sqrt(middle.survival(x)) * Math.sqrt(tail.survival(x));
    }

    /**
     * Returns the value that the area exceeds with a given probability.
     *
     * @param probability upper tail probability, in (0, 0.5]
     */
    public double criticalValue(double probability) {
      double one = middle.criticalValue(probability);
      double other = tail.criticalValue(probability);
      double low = Math.min(one, other);
      double high = Math.max(one, other);
      double lowExcess = Math.log(survival(low) / probability);
      double highExcess = Math.log(survival(high) / probability);
      // The logarithm of the tail is nearly straight: false position, each stale end halved.
      for (int step = 0; step < MAX_STEPS && high - low > 1e-13 * high; step++) {
        if (!(lowExcess > 0 && highExcess < 0)) {
          break; // the two laws agree to the last digit
        }
        double x = low + (high - low) * lowExcess / (lowExcess - highExcess);
        double excess = Math.log(survival(x) / probability);
        if (Math.abs(excess) < 1e-13) {
          return x;
        }
        if (excess > 0) {
          low = x;
          lowExcess = excess;
          highExcess /= 2;
        } else {
          high = x;
          highExcess = excess;
          lowExcess /= 2;
        }
      }
      return (low + high) / 2;
    }
  }
}
