package io.modelmon.calibration;

import java.util.random.RandomGenerator;

/** Distributions from which both sides of an undrifted comparison are drawn. */
enum Population {
  NORMAL("continuous") {
    @Override
    double draw(RandomGenerator random) {
      return random.nextGaussian();
    }
  },
  LOGNORMAL("continuous") {
    @Override
    double draw(RandomGenerator random) {
      return Math.exp(random.nextGaussian());
    }
  },
  UNIFORM("continuous") {
    @Override
    double draw(RandomGenerator random) {
      return random.nextDouble();
    }
  },
  /** Student's t with three degrees of freedom: no fourth moment, and hardly a third. */
  T3("continuous") {
    @Override
    double draw(RandomGenerator random) {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        double normal = random.nextGaussian();
        squares += normal * normal;
      }
      return random.nextGaussian() / Math.sqrt(squares / 3);
    }
  },
  ZERO_INFLATED("zero_inflated") {
    @Override
    double draw(RandomGenerator random) {
      return random.nextDouble() < 0.6 ? 0 : -Math.log(1 - random.nextDouble());
    }
  },
  /** Poisson counts with mean 4. */
  INTEGER("integer") {
    @Override
    double draw(RandomGenerator random) {
      double left = random.nextDouble();
      double probability = Math.exp(-4);
      int value = 0;
      while (left > probability && value < 39) {
        left -= probability;
        value++;
        probability *= 4.0 / value;
      }
      return value;
    }
  },
  /** Five levels with Zipf shares, as the numbers 0 to 4. */
  CATEGORICAL("categorical") {
    @Override
    double draw(RandomGenerator random) {
      double left = random.nextDouble() * (1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0);
      int level = 0;
      while (level < LEVELS - 1 && left > 1.0 / (level + 1)) {
        left -= 1.0 / (level + 1);
        level++;
      }
      return level;
    }
  };

  /** Levels of {@link #CATEGORICAL}. */
  static final int LEVELS = 5;

  private final String family;

  Population(String family) {
    this.family = family;
  }

  /** Returns the distributions that tests of ranks cannot tell apart. */
  String family() {
    return family;
  }

  abstract double draw(RandomGenerator random);

  double[] sample(RandomGenerator random, int size) {
    double[] sample = new double[size];
    for (int i = 0; i < size; i++) {
      sample[i] = draw(random);
    }
    return sample;
  }
}
