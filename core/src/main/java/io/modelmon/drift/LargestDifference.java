package io.modelmon.drift;

import io.modelmon.math.ChiSquareDistribution;
import io.modelmon.math.SaddlePoint;

/**
 * Law of the largest absolute difference of a share between two samples of one distribution.
 *
 * <p>The difference of one level is a scaled Poisson variable less its mean, with the right
 * variance and skewness; its tails are those of the signed root of the deviance. The largest
 * difference is bounded by taking the levels as independent.
 *
 * @param deviations standard deviation per level, 0 for a level that does not take part
 * @param skewnesses skewness per level, in the direction of the smaller sample
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one comparison
record LargestDifference(double[] deviations, double[] skewnesses) {

  private static final int MAX_STEPS = 100;

  /** Below, a tail is normal to the last digit that matters. */
  private static final double LEAST_SKEWNESS = 1e-6;

  /** Returns the law when both sides are samples of a mixture of the two. */
  static LargestDifference of(Counts reference, Counts current, Alignment.Mixture mixture) {
    int levels = reference.cells().length;
    double factor = Alignment.varianceFactor(reference, current);
    double imbalance =
        Math.abs(reference.effectiveN() - current.effectiveN())
            / (reference.effectiveN() + current.effectiveN());
    double[] deviations = new double[levels];
    double[] skewnesses = new double[levels];
    boolean two = Alignment.occupied(reference, current) == 2;
    for (int i = 0; i < levels; i++) {
      double share = mixture.share(reference, current, reference.cells()[i], current.cells()[i]);
      double rest = Math.max(0, 1 - share);
      deviations[i] = Math.sqrt(share * rest * factor);
      skewnesses[i] = deviations[i] > 0 ? (rest - share) * imbalance * factor / deviations[i] : 0;
      if (two && deviations[i] > 0) {
        break; // the differences of two levels are one and the same but for the sign
      }
    }
    return new LargestDifference(deviations, skewnesses);
  }

  /** Returns the probability, bounded from above, that any level differs by more than {@code x}. */
  double survival(double x) {
    double logNone = 0;
    for (int i = 0; i < deviations.length; i++) {
      if (deviations[i] > 0) {
        logNone += Math.log1p(-Math.min(1, bothTails(x / deviations[i], skewnesses[i])));
      }
    }
    return 0 - Math.expm1(logNone); // not -0.0
  }

  private static double bothTails(double z, double skewness) {
    if (Math.abs(skewness) < LEAST_SKEWNESS || z <= 0) {
      return ChiSquareDistribution.survival(z * z, 1);
    }
    double mean = 1 / (skewness * skewness);
    double step = z * Math.sqrt(mean);
    double heavy = ChiSquareDistribution.survival(2 * SaddlePoint.deviance(mean + step, mean), 1);
    double light =
        step >= mean
            ? 0
            : ChiSquareDistribution.survival(2 * SaddlePoint.deviance(mean - step, mean), 1);
    return (heavy + light) / 2;
  }

  /** Returns the difference that is exceeded once in a hundred, 0 when nothing varies. */
  double criticalValue() {
    double low = 0;
    for (double deviation : deviations) {
      low = Math.max(low, deviation);
    }
    if (low == 0) {
      return 0;
    }
    double lowExcess = excess(low);
    double high = 3 * low;
    double highExcess = excess(high);
    while (highExcess > 0) {
      low = high;
      lowExcess = highExcess;
      high *= 1.5;
      highExcess = excess(high);
    }
    // The logarithm of the tail is nearly straight: false position, each stale end halved.
    for (int step = 0; step < MAX_STEPS && high - low > 1e-14 * high; step++) {
      double x = low + (high - low) * lowExcess / (lowExcess - highExcess);
      double excess = excess(x);
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

  private double excess(double x) {
    return Math.log(Math.max(survival(x), Double.MIN_NORMAL) / NoiseLevel.TAIL);
  }
}
