package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * Area under the receiver operating characteristic of ranked scores: the probability that a
 * positive row is scored above a negative one, ties counting half.
 *
 * <p><b>Error:</b> value exact; variance by DeLong, interval on the logit scale. When all pairs are
 * in order DeLong's variance is zero: the interval is then where the area would be if its variance
 * were that of exponential scores. <br>
 * <b>Cost:</b> one pass over the distinct scores. <br>
 * <b>Threads:</b> immutable.
 *
 * @param value in [0, 1]
 * @param variance by DeLong, NaN with fewer than two rows of a class
 * @param positives number of positive rows
 * @param negatives number of negative rows
 * @see "E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Comparing the areas under two or more
 *     correlated receiver operating characteristic curves, Biometrics 44, 1988; G. Qin and L.
 *     Hotilovac, Comparison of non-parametric confidence intervals for the area under the ROC curve
 *     of a continuous-scale diagnostic test, Statistical Methods in Medical Research 17, 2008; R.
 *     G. Newcombe, Confidence intervals for an effect size measure based on the Mann-Whitney
 *     statistic, part 2, Statistics in Medicine 25, 2006, method 5"
 */
record RocArea(double value, double variance, int positives, int negatives) {

  /** Returns the area; at least one row of each class. */
  static RocArea of(RankedScores scores) {
    double positives = scores.positives();
    double negatives = scores.negatives();
    double below = negatives;
    double sum = 0;
    for (int group = 0; group < scores.groups(); group++) {
      below -= scores.negatives(group);
      sum += scores.positives(group) * (below + 0.5 * scores.negatives(group));
    }
    double value = sum / (positives * negatives);
    return new RocArea(value, variance(scores, value), scores.positives(), scores.negatives());
  }

  private static double variance(RankedScores scores, double value) {
    double positives = scores.positives();
    double negatives = scores.negatives();
    double below = negatives;
    double above = 0;
    double ofPositives = 0;
    double ofNegatives = 0;
    for (int group = 0; group < scores.groups(); group++) {
      below -= scores.negatives(group);
      double beaten = (below + 0.5 * scores.negatives(group)) / negatives - value;
      double beating = (above + 0.5 * scores.positives(group)) / positives - value;
      ofPositives += scores.positives(group) * beaten * beaten;
      ofNegatives += scores.negatives(group) * beating * beating;
      above += scores.positives(group);
    }
    if (positives < 2 || negatives < 2) {
      return Double.NaN;
    }
    return ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
  }

  /** Returns the interval of the area. */
  Interval interval(double level) {
    double spread = value * (1 - value);
    if (spread < 1e-12 || !(variance > 0)) {
      return value >= 0.5
          ? new Interval(separated(value, level), 1, level)
          : new Interval(0, 1 - separated(1 - value, level), level);
    }
    double distance = Quantiles.normal(level) * Math.sqrt(variance) / spread;
    double logit = Math.log(value / (1 - value));
    return new Interval(logistic(logit - distance), logistic(logit + distance), level);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Returns the smallest area of which an observed one is not too far above. */
  private double separated(double observed, double level) {
    double z = Quantiles.normal(level);
    double low = 0;
    double high = observed;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (observed - middle > z * Math.sqrt(exponentialVariance(middle))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double exponentialVariance(double area) {
    double mean = 0.5 * (positives + negatives) - 1;
    return area
        * (1 - area)
        * (1 + mean * (1 - area) / (2 - area) + mean * area / (1 + area))
        / ((double) positives * negatives);
  }
}
