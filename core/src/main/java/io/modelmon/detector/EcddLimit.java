package io.modelmon.detector;

/** Rate and limit that the average of {@link Ecdd} is held against. */
sealed interface EcddLimit {

  /** Returns whether the rate is known. */
  boolean known();

  /** Returns what the average starts with. */
  double start();

  /** Returns the rate to compare with, given the estimated one. */
  double rate(double estimated);

  /** Returns how far above the rate the limit lies after a number of values. */
  double width(double rate, long count);

  /** Returns how far the limit wanders to either side. */
  double wander();

  /** Known rate, constant limit. */
  record Fixed(double rate, double limit, double wander) implements EcddLimit {

    @Override
    public boolean known() {
      return true;
    }

    @Override
    public double start() {
      return rate;
    }

    @Override
    public double rate(double estimated) {
      return rate;
    }

    @Override
    public double width(double known, long count) {
      return limit - rate;
    }
  }

  /**
   * Estimated rate; the limit is a number of standard deviations that the paper fitted as a
   * polynomial in the rate (for λ = 0.2), and the standard deviation is that of a young average.
   */
  final class Curve implements EcddLimit {

    private static final double FITTED_WEIGHT = 0.2;

    private final double weight;
    private final double[] coefficients;

    Curve(double weight, double averageRunLength) {
      if (weight != FITTED_WEIGHT) {
        throw new IllegalArgumentException(
            "without an error rate the weight must be " + FITTED_WEIGHT + ": " + weight);
      }
      this.weight = weight;
      coefficients = coefficients(averageRunLength);
    }

    /** Returns the coefficients of 1, p, p³, p⁵ and p⁷, from table 1 of the paper. */
    private static double[] coefficients(double averageRunLength) {
      if (averageRunLength == 100) {
        return new double[] {2.76, -6.23, 18.12, -312.45, 1002.18};
      }
      if (averageRunLength == 400) {
        return new double[] {3.97, -6.56, 48.73, -330.13, 848.18};
      }
      if (averageRunLength == 1000) {
        return new double[] {1.17, 7.56, -21.24, 112.12, -987.23};
      }
      throw new IllegalArgumentException(
          "without an error rate the average run length must be 100, 400 or 1000: "
              + averageRunLength);
    }

    @Override
    public boolean known() {
      return false;
    }

    @Override
    public double start() {
      return 0;
    }

    @Override
    public double rate(double estimated) {
      return estimated;
    }

    @Override
    public double width(double rate, long count) {
      double square = rate * rate;
      double odd =
          coefficients[1]
              + square * (coefficients[2] + square * (coefficients[3] + square * coefficients[4]));
      double multiple = coefficients[0] + rate * odd;
      double settled = 1 - Math.pow(1 - weight, 2.0 * count);
      return multiple * Math.sqrt(rate * (1 - rate) * weight * settled / (2 - weight));
    }

    @Override
    public double wander() {
      return 0;
    }
  }
}
