package io.modelmon.alert.suggest;

import io.modelmon.math.Interval;

/**
 * Prediction of a count from an earlier count: Poisson given its rate, the rate with the gamma law
 * that the earlier count leaves, so negative binomial.
 */
final class CountPrediction {

  private static final int LARGEST = 100_000;

  private CountPrediction() {}

  /**
   * Returns the interval of the next count.
   *
   * @param mean the expected count
   * @param shape degrees of the rate: how many independent events the mean rests on
   * @param level probability of the interval
   */
  static Interval interval(double mean, double shape, double level) {
    double success = shape / (shape + mean);
    double tail = (1 - level) / 2;
    double probability = Math.pow(success, shape);
    double cumulative = probability;
    int lower = -1;
    for (int count = 0; count < LARGEST; count++) {
      if (lower < 0 && cumulative > tail) {
        lower = count;
      }
      if (cumulative >= 1 - tail) {
        return new Interval(lower, count, level);
      }
      probability *= (shape + count) / (count + 1) * (1 - success);
      cumulative += probability;
    }
    return new Interval(Math.max(0, lower), LARGEST, level);
  }
}
