package io.modelmon.detector;

import io.modelmon.math.BernoulliEwmaRunLength;
import io.modelmon.math.CusumRunLength;
import io.modelmon.math.EwmaRunLength;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Program that prints how far the real average run length of a detector set to {@link #SETTING}
 * spreads when its in-control parameters are estimated from m values: the 5, 50 and 95 % quantiles
 * over estimates.
 *
 * <p>Given an estimate the run length is computed as for known parameters, from the law that the
 * scaled values then have; STEPD, which has no such computation, is simulated at the limits of the
 * quantiles.
 */
final class EstimatedParametersTable {

  static final double SETTING = 1_000;
  private static final int[] SIZES = {100, 500, 1_000, 5_000};
  private static final int DRAWS = 1_000;
  private static final double[] QUANTILES = {0.05, 0.5, 0.95};
  private static final double RATE = 0.1;

  private EstimatedParametersTable() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    double threshold = CusumRunLength.twoSidedThreshold(0.5, SETTING);
    normal("Cusum, both, k = 0.5", (m, s) -> CusumRunLength.twoSided(0.5 * s, threshold * s, m));
    double small = CusumRunLength.twoSidedThreshold(0.005, SETTING);
    normal("PageHinkley, both", (m, s) -> CusumRunLength.twoSided(0.005 * s, small * s, m));
    double wide = EwmaRunLength.twoSidedLimit(0.2, SETTING);
    normal("Ewma, both, λ = 0.2", (m, s) -> EwmaRunLength.twoSided(0.2, wide * s, m));
    for (int size : SIZES) {
      System.out.println(row("Ecdd, rate 0.1", size, rates(size, EstimatedParametersTable::ecdd)));
    }
    for (int size : SIZES) {
      System.out.println(
          row("Stepd, both, rate 0.1", size, rates(size, EstimatedParametersTable::stepd)));
    }
  }

  /**
   * The run length is a function of the estimated mean (its error's sign is of no matter) and
   * deviation.
   */
  private static void normal(String name, DoubleBinaryOperator length) {
    for (int size : SIZES) {
      SplittableRandom random = new SplittableRandom(size);
      double[] lengths = new double[DRAWS];
      for (int draw = 0; draw < DRAWS; draw++) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
          double value = Charts.normal(random);
          sum += value;
          squares += value * value;
        }
        double mean = sum / size;
        double deviation = Math.sqrt((squares - size * mean * mean) / (size - 1));
        lengths[draw] = length.applyAsDouble(mean, deviation);
      }
      Arrays.sort(lengths);
      double[] quantiles = Arrays.stream(QUANTILES).map(q -> lengths[(int) (q * DRAWS)]).toArray();
      System.out.println(row(name, size, quantiles));
    }
  }

  /**
   * The limit is monotone in the estimated rate, so quantiles of one are quantiles of the other.
   */
  private static double[] rates(int size, java.util.function.DoubleUnaryOperator length) {
    var estimates = new BinomialDistribution(size, RATE);
    return Arrays.stream(QUANTILES)
        .map(q -> (double) estimates.inverseCumulativeProbability(q) / size)
        .map(length)
        .sorted()
        .toArray();
  }

  private static double ecdd(double estimated) {
    double limit = BernoulliEwmaRunLength.limit(0.2, estimated, SETTING);
    return BernoulliEwmaRunLength.mean(0.2, RATE, limit);
  }

  private static double stepd(double estimated) {
    Stepd detector = Stepd.builder().averageRunLength(SETTING, estimated).build();
    SplittableRandom random = new SplittableRandom(9);
    int runs = 10_000;
    long values = 0;
    for (int run = 0; run < runs; run++) {
      detector.reset();
      do {
        values++;
      } while (detector.update(random.nextDouble() < RATE ? 1 : 0) != DetectorState.DRIFT);
    }
    return (double) values / runs;
  }

  private static String row(String name, int size, double[] quantiles) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %,.0f | %,.0f |",
        name,
        size,
        quantiles[0],
        quantiles[1],
        quantiles[2]);
  }
}
