package io.modelmon.benchmarks.detection;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The errors of a model in one life: trained on one concept, used on it, and then on another.
 *
 * @param errors 0 or 1 for each row
 * @param change index of the first row that may be of the other concept
 * @param errorRate error rate on as many rows as the model was trained on, of its own concept: what
 *     a user knows when the model goes into production
 */
@SuppressWarnings("ArrayRecordComponent") // made once and only read
record Episode(byte[] errors, int change, double errorRate) {

  /** Rows that a model is trained on, and as many that its error rate is measured on. */
  static final int TRAINING = 2_000;

  /** Draws one. */
  static Episode of(Generator generator, Shape shape, int before, int after, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    int own = shape == Shape.RECURRING ? 1 : 0;
    NaiveBayes model = new NaiveBayes(generator.features(), generator.classes());
    double[] row = new double[generator.features()];
    for (int i = 0; i < TRAINING; i++) {
      int label = generator.draw(random, own, row);
      model.train(row, label);
    }
    int wrong = 0;
    for (int i = 0; i < TRAINING; i++) {
      wrong += error(model, generator, random, own, row);
    }
    byte[] errors = new byte[before + after];
    for (int i = 0; i < errors.length; i++) {
      boolean changed = random.nextDouble() < (after == 0 ? 0 : shape.share(i - before));
      errors[i] = error(model, generator, random, changed ? 1 - own : own, row);
    }
    return new Episode(errors, before, (double) wrong / TRAINING);
  }

  private static byte error(
      NaiveBayes model, Generator generator, RandomGenerator random, int concept, double[] row) {
    int label = generator.draw(random, concept, row);
    return (byte) (model.predict(row) == label ? 0 : 1);
  }
}
