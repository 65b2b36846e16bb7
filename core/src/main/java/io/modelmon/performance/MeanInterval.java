package io.modelmon.performance;

import io.modelmon.math.Interval;
import io.modelmon.math.StudentDistribution;
import io.modelmon.math.WilsonInterval;
import java.util.Arrays;

/**
 * Confidence interval of the mean of values that may be skewed, as losses are.
 *
 * <p>The plain t interval misses a positively skewed mean more often above than below. Hall's
 * transformation removes the term of the studentised mean that skewness causes, and has a closed
 * inverse. Heavy tails, which make the variance uncertain, lower the degrees of freedom.
 *
 * <p><b>Input:</b> independent values and the range they can have. <br>
 * <b>Output:</b> ends within the range. Values that are all equal say nothing about their spread:
 * the interval then allows for as many others, anywhere in the range, as Wilson's interval of none
 * does; with an unbounded range there is none. Values of any size will do, as long as their
 * differences are finite; else there is no interval. <br>
 * <b>Error:</b> coverage errs by 1/n; a loss so rare that the rows hold none of it is in no
 * interval. <br>
 * <b>Cost:</b> two passes. <br>
 * <b>Threads:</b> stateless.
 *
 * @see "P. Hall, On the removal of skewness by transformation, Journal of the Royal Statistical
 *     Society B 54, 1992, equation 2.4"
 */
final class MeanInterval {

  private MeanInterval() {}

  /**
   * Returns the interval of a mean.
   *
   * @param values finite
   * @param least smallest possible value, may be −∞
   * @param largest largest possible value, may be ∞
   */
  static Interval of(double[] values, double least, double largest, double level) {
    int n = values.length;
    if (n < 2) {
      return Interval.UNKNOWN;
    }
    double mean = mean(values);
    int scale = exponent(values, mean);
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (double value : values) {
      double difference = Math.scalb(value - mean, -scale); // its powers are within range
      double square = difference * difference;
      second += square;
      third += square * difference;
      fourth += square * square;
    }
    double unit = Math.sqrt(second / (n - 1));
    double sd = Math.scalb(unit, scale);
    if (sd <= 1e-15 * Math.abs(mean)) {
      return ofEqual(mean, n, least, largest, level);
    }
    double skewness = third / n / (unit * unit * unit);
    double kurtosis = fourth / n / (unit * unit * unit * unit) - 3;
    if (!Double.isFinite(sd) || Double.isNaN(kurtosis)) {
      return Interval.UNKNOWN;
    }
    double df = degreesOfFreedom(n, skewness, kurtosis);
    double distance = StudentDistribution.criticalValue(1 - level, df) / Math.sqrt(n);
    double lower = mean - sd * inverse(distance, skewness, n);
    double upper = mean - sd * inverse(-distance, skewness, n);
    // The correction must not exclude the estimate where it is larger than the distance itself.
    return new Interval(
        Math.max(least, Math.min(lower, mean)), Math.min(largest, Math.max(upper, mean)), level);
  }

  /**
   * Returns the degrees of freedom of a chi-square law that varies as much as the sample variance
   * does. Of the kurtosis a third of what a gamma law as skewed has is left out, since the
   * correction for skewness covers it.
   */
  static double degreesOfFreedom(int n, double skewness, double kurtosis) {
    double excess = Math.max(0, kurtosis - 0.5 * skewness * skewness);
    return Math.max(1, 2.0 * (n - 1) / (2 + excess));
  }

  /** Inverts t + γt²/3 + γ²t³/27 + γ/(6n). */
  private static double inverse(double x, double skewness, int n) {
    if (Math.abs(skewness) < 1e-6) {
      return x;
    }
    return 3 * (Math.cbrt(1 + skewness * (x - skewness / (6 * n))) - 1) / skewness;
  }

  private static Interval ofEqual(double value, int n, double least, double largest, double level) {
    if (Double.isInfinite(least) || Double.isInfinite(largest)) {
      return Interval.UNKNOWN;
    }
    double others = WilsonInterval.of(0, n, level).upper();
    return new Interval(
        value - others * (value - least), value + others * (largest - value), level);
  }

  /** Returns the exponent of the largest distance from a mean. */
  static int exponent(double[] values, double mean) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value - mean));
    }
    return Math.getExponent(largest);
  }

  /** Returns the mean, also where the sum is beyond the range of doubles. */
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    if (!Double.isFinite(sum)) {
      return Arrays.stream(values).map(value -> value / values.length).sum();
    }
    double mean = sum / values.length;
    double rest = 0;
    for (double value : values) {
      rest += value - mean;
    }
    return Double.isFinite(rest) ? mean + rest / values.length : mean;
  }
}
