package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * SINE1: two uniform features on either side of a sine; the second concept swaps the classes.
 *
 * @see "J. Gama, P. Medas, G. Castillo, P. Rodrigues, Learning with drift detection, SBIA 2004"
 */
record Sine() implements Generator {

  @Override
  public String name() {
    return "SINE1";
  }

  @Override
  public int features() {
    return 2;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public int draw(RandomGenerator random, int concept, double[] row) {
    row[0] = random.nextDouble();
    row[1] = random.nextDouble();
    int label = row[1] <= Math.sin(row[0]) ? 1 : 0;
    return concept == 0 ? label : 1 - label;
  }
}
