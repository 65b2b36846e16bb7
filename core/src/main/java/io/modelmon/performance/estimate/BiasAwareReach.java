package io.modelmon.performance.estimate;

import io.modelmon.math.ErrorFunction;
import io.modelmon.math.Interval;

/**
 * How many standard deviations an interval around a biased estimate has to reach on either side: as
 * far as |N(t, 1)| does with the probability asked for, where the bias is t standard deviations.
 *
 * <p>That is less than the bias added to the usual reach, which would hold more than was asked for.
 *
 * <p><b>Error:</b> 1e-12. <br>
 * <b>Cost:</b> some hundred values of the error function. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "T. B. Armstrong and M. Kolesár, Optimal inference in a class of regression models,
 *     Econometrica 86(2), 2018"
 */
final class BiasAwareReach {

  private static final double ACCURACY = 1e-12;

  private BiasAwareReach() {}

  /**
   * Returns the reach.
   *
   * @param level in [0.5, 1)
   * @param bias in standard deviations, ≥ 0
   */
  static double of(double level, double bias) {
    double lower = bias;
    double upper = bias + 40;
    while (upper - lower > ACCURACY * upper) {
      double middle = 0.5 * (lower + upper);
      if (beyond(middle, bias) > 1 - level) {
        lower = middle;
      } else {
        upper = middle;
      }
    }
    return upper;
  }

  /**
   * Returns the interval around an estimated share.
   *
   * @param deviation standard deviation of the estimate, ≥ 0
   * @param bias size of its bias, ≥ 0
   */
  static Interval around(double value, double deviation, double bias, double level) {
    double reach = deviation > 0 ? deviation * of(level, bias / deviation) : bias;
    return new Interval(Math.max(0, value - reach), Math.min(1, value + reach), level);
  }

  private static double beyond(double reach, double bias) {
    double root = Math.sqrt(2);
    return 0.5 * ErrorFunction.complement((reach - bias) / root)
        + 0.5 * ErrorFunction.complement((reach + bias) / root);
  }
}
