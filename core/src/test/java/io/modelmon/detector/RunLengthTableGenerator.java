package io.modelmon.detector;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Program that prints the tables of {@link StepdRunLength} and {@link KswinRunLength}.
 *
 * <p>Many runs without alarms are followed; the first time that a run's statistic exceeds each of
 * many limits gives the average run length of all limits at once. Runs are cut off after {@link
 * #LONGEST} values; what is left is exponential with the rate seen in the last nine tenths.
 *
 * <pre>java -cp core/target/classes:core/target/test-classes:commons-math3.jar \
 *     io.modelmon.detector.RunLengthTableGenerator stepd|kswin</pre>
 */
final class RunLengthTableGenerator {

  static final double[] LENGTHS = {
    100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10000, 15000, 20000
  };
  static final double[] RATES = {
    0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5
  };
  static final int[][] SIZES = {{60, 30}, {100, 30}, {200, 50}, {300, 100}};

  private static final long SEED = 20250317;
  private static final int LONGEST = 60_000;
  private static final int LATE = LONGEST / 10;
  private static final int RUNS = Integer.getInteger("runs", 10_000);
  private static final int LIMITS = 1_500;

  private final double widest;
  private final double[] summed = new double[LIMITS];
  private final long[] unfinished = new long[LIMITS];
  private final double[] lateTime = new double[LIMITS];
  private final long[] lateAlarms = new long[LIMITS];

  private RunLengthTableGenerator(double widest) {
    this.widest = widest;
  }

  /** Prints the table named by the first argument. */
  public static void main(String[] arguments) {
    if (arguments[0].equals("stepd")) {
      for (Direction direction : new Direction[] {Direction.INCREASE, Direction.BOTH}) {
        System.out.println("// " + direction);
        Arrays.stream(RATES)
            .parallel()
            .mapToObj(rate -> stepd(direction, rate))
            .forEachOrdered(System.out::println);
      }
    } else {
      Arrays.stream(SIZES).map(RunLengthTableGenerator::kswin).forEachOrdered(System.out::println);
    }
  }

  private static String stepd(Direction direction, double rate) {
    var simulation = new RunLengthTableGenerator(8);
    simulation.run(
        () -> Stepd.builder().direction(direction).spreadCorrection().build()::advance,
        random -> random.nextDouble() < rate ? 1 : 0);
    return simulation.row(Double.toString(rate));
  }

  private static String kswin(int[] sizes) {
    var simulation = new RunLengthTableGenerator(1.1);
    simulation.run(
        () ->
            Kswin.builder().windowSize(sizes[0]).recentSize(sizes[1]).spreadDistance().build()
                ::advance,
        SplittableRandom::nextDouble);
    return simulation.row(sizes[0] + "/" + sizes[1]);
  }

  private void run(
      Supplier<DoubleUnaryOperator> detectors,
      java.util.function.ToDoubleFunction<SplittableRandom> values) {
    SplittableRandom source = new SplittableRandom(SEED);
    for (int run = 0; run < RUNS; run++) {
      follow(detectors.get(), values, source.split());
    }
  }

  private void follow(
      DoubleUnaryOperator detector,
      java.util.function.ToDoubleFunction<SplittableRandom> values,
      SplittableRandom random) {
    int limit = 0;
    for (int time = 1; time <= LONGEST && limit < LIMITS; time++) {
      double statistic = detector.applyAsDouble(values.applyAsDouble(random));
      while (limit < LIMITS && statistic > limit(limit)) {
        passed(limit, time);
        limit++;
      }
    }
    for (; limit < LIMITS; limit++) {
      summed[limit] += LONGEST;
      unfinished[limit]++;
      lateTime[limit] += LONGEST - LATE;
    }
  }

  private void passed(int limit, int time) {
    summed[limit] += time;
    if (time > LATE) {
      lateTime[limit] += time - LATE;
      lateAlarms[limit]++;
    }
  }

  private double limit(int index) {
    return widest * index / LIMITS;
  }

  private double mean(int limit) {
    double rest =
        unfinished[limit] == 0 ? 0 : unfinished[limit] * lateTime[limit] / lateAlarms[limit];
    return (summed[limit] + rest) / RUNS;
  }

  private String row(String name) {
    return DoubleStream.of(LENGTHS)
        .mapToObj(this::limitFor)
        .collect(Collectors.joining(", ", "{", "}, // " + name));
  }

  private String limitFor(double length) {
    int above =
        IntStream.range(0, LIMITS).filter(i -> !(mean(i) < length)).findFirst().orElseThrow();
    if (above == 0) {
      return "NaN";
    }
    double share = Math.log(length / mean(above - 1)) / Math.log(mean(above) / mean(above - 1));
    return String.format(
        Locale.ROOT, "%.4f", limit(above - 1) + share * (limit(above) - limit(above - 1)));
  }
}
