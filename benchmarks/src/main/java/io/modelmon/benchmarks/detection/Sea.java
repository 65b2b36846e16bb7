package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * SEA: three uniform features of which two count; the concepts are two limits of their sum.
 *
 * @see "W. N. Street, Y. Kim, A streaming ensemble algorithm (SEA) for large-scale classification,
 *     KDD 2001"
 */
record Sea() implements Generator {

  private static final double[] LIMITS = {7, 9.5};
  private static final double NOISE = 0.1;

  @Override
  public String name() {
    return "SEA";
  }

  @Override
  public int features() {
    return 3;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public int draw(RandomGenerator random, int concept, double[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextDouble(10);
    }
    int label = row[0] + row[1] <= LIMITS[concept] ? 1 : 0;
    return random.nextDouble() < NOISE ? 1 - label : label;
  }
}
