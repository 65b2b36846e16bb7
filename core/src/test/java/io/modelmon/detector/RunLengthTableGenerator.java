package io.modelmon.detector;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Program that prints the table of {@link KswinRunLength}; it simulates for some minutes.
 *
 * <pre>java -cp core/target/classes:core/target/test-classes:commons-math3.jar \
 *     io.modelmon.detector.RunLengthTableGenerator</pre>
 */
final class RunLengthTableGenerator {

  private static final double[] LENGTHS = {
    100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10000, 15000, 20000
  };
  private static final int[][] SIZES = {{100, 30}, {200, 50}};
  private static final long SEED = 20250317;
  private static final int RUNS = 4_000;
  private static final int LONGEST = 20_000;

  private RunLengthTableGenerator() {}

  /** Prints the table. */
  public static void main(String[] arguments) {
    for (int[] sizes : SIZES) {
      System.out.println(row(sizes[0], sizes[1]));
    }
  }

  private static String row(int window, int recent) {
    var passages = new FirstPassages(1.1, LONGEST);
    SplittableRandom source = new SplittableRandom(SEED);
    for (int run = 0; run < RUNS; run++) {
      Kswin detector =
          Kswin.builder().windowSize(window).recentSize(recent).spreadDistance().build();
      passages.record(detector::advance, SplittableRandom::nextDouble, source.split());
    }
    return Arrays.stream(LENGTHS)
        .map(passages::limitOf)
        .mapToObj(l -> Double.isNaN(l) ? "Double.NaN" : String.format(Locale.ROOT, "%.4f", l))
        .collect(Collectors.joining(", ", "{", "}, // " + window + "/" + recent));
  }
}
