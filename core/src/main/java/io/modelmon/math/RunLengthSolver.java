package io.modelmon.math;

import java.util.function.DoubleUnaryOperator;

/**
 * Search for the alarm limit that gives a chart a wanted average run length.
 *
 * <p><b>Cost:</b> about ten evaluations of the run length.
 *
 * @implNote The logarithm of the run length is nearly linear in the limit, so the search
 *     interpolates it (regula falsi with the Illinois step) inside a bracket.
 */
final class RunLengthSolver {

  private static final double GROWTH = 1.4;
  private static final int STEPS = 200;
  private static final double TOLERANCE = 1e-9;

  private RunLengthSolver() {}

  /**
   * Returns the limit.
   *
   * @param averageRunLength run length as a function of the limit, increasing on [0, ∞)
   * @param wanted the run length to reach
   * @param widest the largest limit to try
   * @throws IllegalArgumentException when even a limit of 0 runs longer, or the widest runs shorter
   */
  static double limit(DoubleUnaryOperator averageRunLength, double wanted, double widest) {
    double low = 0;
    double shortest = averageRunLength.applyAsDouble(low);
    if (!(wanted > shortest) || wanted > LinearChart.LONGEST) {
      throw new IllegalArgumentException(
          "average run length must be above "
              + shortest
              + " and at most "
              + LinearChart.LONGEST
              + ": "
              + wanted);
    }
    double lowExcess = excess(shortest, wanted);
    double high = Math.min(1, widest);
    double highExcess = excess(averageRunLength.applyAsDouble(high), wanted);
    while (highExcess < 0) {
      low = high;
      lowExcess = highExcess;
      if (high >= widest) {
        throw new IllegalArgumentException(
            "no limit up to " + widest + " gives the average run length: " + wanted);
      }
      high = Math.min(high * GROWTH, widest);
      highExcess = excess(averageRunLength.applyAsDouble(high), wanted);
    }
    return narrow(averageRunLength, wanted, new double[] {low, lowExcess, high, highExcess});
  }

  private static double narrow(DoubleUnaryOperator averageRunLength, double wanted, double[] ends) {
    double low = ends[0];
    double lowExcess = ends[1];
    double high = ends[2];
    double highExcess = ends[3];
    double middle = high;
    int stayed = 0; // an end that stays twice in a row counts half
    for (int step = 0; step < STEPS && high - low > TOLERANCE * high; step++) {
      middle = low + (high - low) * lowExcess / (lowExcess - highExcess);
      double excess = excess(averageRunLength.applyAsDouble(middle), wanted);
      if (Math.abs(excess) < TOLERANCE) {
        return middle;
      }
      if (excess < 0) {
        low = middle;
        lowExcess = excess;
        highExcess /= stayed > 0 ? 2 : 1;
        stayed = 1;
      } else {
        high = middle;
        highExcess = excess;
        lowExcess /= stayed < 0 ? 2 : 1;
        stayed = -1;
      }
    }
    return middle;
  }

  private static double excess(double length, double wanted) {
    return Math.log(Math.min(length, LinearChart.LONGEST * 10) / wanted);
  }
}
