package io.modelmon.detector;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Limit of {@link Stepd} for an average run length, by simulation with a fixed seed.
 *
 * <p>There is no closed form, since the older values grow without end, and the steps of small
 * counts leave nothing to interpolate between.
 *
 * <p><b>Error:</b> a standard error of one percent in the run length up to 1,000, of 1.6 percent
 * from 2,500 on. <br>
 * <b>Cost:</b> some 3e7 simulated values, half a second; beyond 2,500 in proportion to the run
 * length. <br>
 * <b>Threads:</b> stateless.
 */
final class StepdRunLength {

  static final double SHORTEST = 100;
  static final double LONGEST = 20_000;

  private static final long SEED = 20250317;
  private static final double VALUES = 1e7;
  private static final int FEWEST_RUNS = 4_000;
  private static final int MOST_RUNS = 10_000;
  private static final int ROUGH_RUNS = 200;
  private static final double WIDEST = 12;

  private StepdRunLength() {}

  /**
   * Returns the limit.
   *
   * @throws IllegalArgumentException when the run length is out of range, or too short for the rate
   */
  static double limit(
      int windowSize, Direction direction, double errorRate, double averageRunLength) {
    if (!(averageRunLength >= SHORTEST && averageRunLength <= LONGEST)) {
      throw new IllegalArgumentException(
          "average run length must lie in ["
              + SHORTEST
              + ", "
              + LONGEST
              + "], not "
              + averageRunLength);
    }
    int runs = (int) Math.max(FEWEST_RUNS, Math.min(MOST_RUNS, VALUES / averageRunLength));
    Stepd detector =
        Stepd.builder().windowSize(windowSize).direction(direction).spreadCorrection().build();
    ToDoubleFunction<SplittableRandom> errors = r -> r.nextDouble() < errorRate ? 1 : 0;
    double rough = simulated(detector, errors, averageRunLength, ROUGH_RUNS, WIDEST);
    // Runs of the second simulation may end soon after the limit that is looked for.
    double widest = Double.isNaN(rough) ? 1 : Math.min(WIDEST, rough * 1.1 + 0.4);
    double limit = simulated(detector, errors, averageRunLength, runs, widest);
    if (Double.isNaN(limit)) {
      throw new IllegalArgumentException(
          "average run length is too short for error rate " + errorRate + ": " + averageRunLength);
    }
    return limit;
  }

  private static double simulated(
      Stepd detector,
      ToDoubleFunction<SplittableRandom> errors,
      double averageRunLength,
      int runs,
      double widest) {
    var passages = new FirstPassages(widest, (int) Math.ceil(4 * averageRunLength));
    SplittableRandom source = new SplittableRandom(SEED);
    for (int run = 0; run < runs; run++) {
      detector.reset();
      passages.record(detector::advance, errors, source.split());
    }
    return passages.limitOf(averageRunLength);
  }
}
