package io.modelmon.benchmarks.detection;

import java.util.random.RandomGenerator;

/**
 * A source of labelled rows whose labelling rule, the concept, can be changed.
 *
 * <p><b>Threads:</b> stateless; all randomness is the caller's.
 */
interface Generator {

  /** Returns the name by which the literature knows it. */
  String name();

  /** Returns how many features a row has. */
  int features();

  /** Returns how many classes there are. */
  int classes();

  /**
   * Draws a row.
   *
   * @param concept 0 before the change, 1 after it
   * @param row receives the features
   * @return the label, in [0, classes)
   */
  int draw(RandomGenerator random, int concept, double[] row);
}
