package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * MIXED: two boolean and two uniform features, positive when two of three conditions hold; the
 * second concept swaps the classes.
 *
 * @see "J. Gama, P. Medas, G. Castillo, P. Rodrigues, Learning with drift detection, SBIA 2004"
 */
record Mixed() implements Generator {

  @Override
  public String name() {
    return "MIXED";
  }

  @Override
  public int features() {
    return 4;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public int draw(RandomGenerator random, int concept, double[] row) {
    row[0] = random.nextInt(2);
    row[1] = random.nextInt(2);
    row[2] = random.nextDouble();
    row[3] = random.nextDouble();
    int below = row[3] < 0.5 + 0.3 * Math.sin(3 * Math.PI * row[2]) ? 1 : 0;
    int label = row[0] + row[1] + below >= 2 ? 1 : 0;
    return concept == 0 ? label : 1 - label;
  }
}
