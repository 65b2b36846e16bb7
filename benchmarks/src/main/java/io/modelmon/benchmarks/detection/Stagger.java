package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * STAGGER: size, colour and shape of three levels each; from "small and red" to "green or
 * circular".
 *
 * @see "J. C. Schlimmer, R. H. Granger, Incremental learning from noisy data, Machine Learning 1,
 *     1986"
 */
record Stagger() implements Generator {

  @Override
  public String name() {
    return "STAGGER";
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
      row[i] = random.nextInt(3);
    }
    boolean positive = concept == 0 ? row[0] == 0 && row[1] == 0 : row[1] == 1 || row[2] == 0;
    return positive ? 1 : 0;
  }
}
