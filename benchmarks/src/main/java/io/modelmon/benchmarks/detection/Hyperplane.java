package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * A rotating hyperplane in ten uniform features; the second concept turns four of its weights over.
 *
 * @see "G. Hulten, L. Spencer, P. Domingos, Mining time-changing data streams, KDD 2001"
 */
record Hyperplane() implements Generator {

  private static final double[] WEIGHTS = {.9, .8, .7, .6, .5, .4, .3, .2, .1, .05};
  private static final int TURNED = 4;
  private static final double NOISE = 0.05;

  @Override
  public String name() {
    return "hyperplane";
  }

  @Override
  public int features() {
    return WEIGHTS.length;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public int draw(RandomGenerator random, int concept, double[] row) {
    double side = 0;
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextDouble();
      double weight = concept == 1 && i < TURNED ? -WEIGHTS[i] : WEIGHTS[i];
      side += weight * (row[i] - 0.5);
    }
    int label = side >= 0 ? 1 : 0;
    return random.nextDouble() < NOISE ? 1 - label : label;
  }
}
