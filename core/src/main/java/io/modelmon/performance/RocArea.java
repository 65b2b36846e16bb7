package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * Area under the receiver operating characteristic of ranked scores: the probability that a
 * positive row is scored above a negative one, ties counting half.
 *
 * <p><b>Error:</b> value exact; variance by DeLong, interval on the logit scale, with Student's
 * quantile since the rarer class may hold few rows. When all pairs are in order DeLong's variance
 * is zero: the interval is then where the area would be if its variance were that of exponential
 * scores. <br>
 * <b>Cost:</b> one pass over the distinct scores. <br>
 * <b>Threads:</b> immutable.
 *
 * @param value in [0, 1]
 * @param ofPositives share of the variance that positive rows cause, NaN when there is only one
 * @param ofNegatives share of the variance that negative rows cause, NaN when there is only one
 * @param positives number of positive rows
 * @param negatives number of negative rows
 * @see "E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Comparing the areas under two or more
 *     correlated receiver operating characteristic curves, Biometrics 44, 1988; G. Qin and L.
 *     Hotilovac, Comparison of non-parametric confidence intervals for the area under the ROC curve
 *     of a continuous-scale diagnostic test, Statistical Methods in Medical Research 17, 2008; R.
 *     G. Newcombe, Confidence intervals for an effect size measure based on the Mann-Whitney
 *     statistic, part 2, Statistics in Medicine 25, 2006, method 5"
 */
record RocArea(double value, double ofPositives, double ofNegatives, int positives, int negatives) {

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
    double[] variances = variances(scores, value);
    return new RocArea(value, variances[0], variances[1], scores.positives(), scores.negatives());
  }

  private static double[] variances(RankedScores scores, double value) {
    Influence influence = Influence.onArea(scores, value);
    double positives = scores.positives();
    double negatives = scores.negatives();
    double ofPositives = 0;
    double ofNegatives = 0;
    for (int group = 0; group < scores.groups(); group++) {
      double beaten = influence.ofPositive(group);
      double beating = influence.ofNegative(group);
      ofPositives += scores.positives(group) * beaten * beaten;
      ofNegatives += scores.negatives(group) * beating * beating;
    }
    return new double[] {
      ofPositives * positives / (positives - 1), ofNegatives * negatives / (negatives - 1)
    };
  }

  /** Returns the interval of the area. */
  Interval interval(double level) {
    double variance = variance();
    if (value * (1 - value) < 1e-12 || !(variance > 0)) {
      return value >= 0.5
          ? new Interval(separated(value, level), 1, level)
          : new Interval(0, 1 - separated(1 - value, level), level);
    }
    double df =
        variance
            * variance
            / (ofPositives * ofPositives / (positives - 1)
                + ofNegatives * ofNegatives / (negatives - 1));
    Interval wide = Influence.logit(value, Math.sqrt(variance), Quantiles.widened(level, df));
    return new Interval(wide.lower(), wide.upper(), level);
  }

  /** Returns the variance of the value by DeLong, NaN with fewer than two rows of a class. */
  double variance() {
    return ofPositives + ofNegatives;
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
