package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * LED: seven segments of a digit, each inverted one time in ten, and seventeen irrelevant bits; the
 * second concept swaps three segments with irrelevant bits.
 *
 * @see "L. Breiman, J. Friedman, R. Olshen, C. Stone, Classification and regression trees, 1984"
 */
record Led() implements Generator {

  private static final int BITS = 24;
  private static final int SWAPPED = 3;
  private static final double NOISE = 0.1;
  private static final int[] DIGITS = {0x7E, 0x30, 0x6D, 0x79, 0x33, 0x5B, 0x5F, 0x70, 0x7F, 0x7B};

  @Override
  public String name() {
    return "LED";
  }

  @Override
  public int features() {
    return BITS;
  }

  @Override
  public int classes() {
    return DIGITS.length;
  }

  @Override
  public int draw(RandomGenerator random, int concept, double[] row) {
    int digit = random.nextInt(DIGITS.length);
    for (int i = 0; i < BITS; i++) {
      row[i] = i < 7 ? segment(random, digit, i) : random.nextInt(2);
    }
    for (int i = 0; concept == 1 && i < SWAPPED; i++) {
      double bit = row[i];
      row[i] = row[BITS - 1 - i];
      row[BITS - 1 - i] = bit;
    }
    return digit;
  }

  private static int segment(RandomGenerator random, int digit, int segment) {
    int bit = DIGITS[digit] >> (6 - segment) & 1;
    return random.nextDouble() < NOISE ? 1 - bit : bit;
  }
}
