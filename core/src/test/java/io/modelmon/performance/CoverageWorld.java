package io.modelmon.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Populations to draw outcomes from, whose true metrics a large sample tells. */
enum CoverageWorld {
  /** A useful classifier, classes in balance, scores calibrated. */
  BALANCED {
    @Override
    Outcomes draw(int n, SplittableRandom random) {
      return binary(n, random, 0, 1.5, 1);
    }
  },
  /** One row in ten is positive. */
  RARE {
    @Override
    Outcomes draw(int n, SplittableRandom random) {
      return binary(n, random, -3, 1.6, 1);
    }
  },
  /** Scores too extreme, by a factor of two in their logit. */
  OVERCONFIDENT {
    @Override
    Outcomes draw(int n, SplittableRandom random) {
      return binary(n, random, 0.5, 1.2, 2);
    }
  },
  /** Four classes of unequal frequency. */
  CLASSES {
    @Override
    Outcomes draw(int n, SplittableRandom random) {
      return classes(n, random);
    }
  },
  /** Normal labels and errors. */
  NORMAL {
    @Override
    Outcomes draw(int n, SplittableRandom random) {
      return numbers(n, random, false);
    }
  },
  /** Lognormal labels, errors in proportion to them. */
  SKEWED {
    @Override
    Outcomes draw(int n, SplittableRandom random) {
      return numbers(n, random, true);
    }
  },
  /** Lists of ten items. */
  LISTS {
    @Override
    Outcomes draw(int n, SplittableRandom random) {
      return lists(n, random);
    }
  };

  abstract Outcomes draw(int n, SplittableRandom random);

  private static Outcomes binary(
      int n, SplittableRandom random, double centre, double spread, double factor) {
    int[] predicted = new int[n];
    int[] actual = new int[n];
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      double logit = centre + spread * random.nextGaussian();
      actual[i] = random.nextDouble() < logistic(logit) ? 1 : 0;
      scores[i] = logistic(factor * logit);
      predicted[i] = scores[i] >= 0.4 ? 1 : 0;
    }
    return ClassificationOutcomes.binary(1, predicted, actual, scores);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static Outcomes classes(int n, SplittableRandom random) {
    int k = 4;
    int[] predicted = new int[n];
    int[] actual = new int[n];
    double[] scores = new double[n * k];
    double[] frequency = {0.45, 0.3, 0.15, 0.1};
    for (int i = 0; i < n; i++) {
      double u = random.nextDouble();
      while (actual[i] < k - 1 && u >= frequency[actual[i]]) {
        u -= frequency[actual[i]++];
      }
      double sum = 0;
      for (int of = 0; of < k; of++) {
        double logit = random.nextGaussian() + (of == actual[i] ? 1.5 : 0);
        scores[i * k + of] = frequency[of] * Math.exp(1.5 * logit);
        sum += scores[i * k + of];
      }
      for (int of = 0; of < k; of++) {
        scores[i * k + of] /= sum;
        if (scores[i * k + of] > scores[i * k + predicted[i]]) {
          predicted[i] = of;
        }
      }
    }
    return ClassificationOutcomes.multiclass(k, predicted, actual, scores);
  }

  private static Outcomes numbers(int n, SplittableRandom random, boolean skewed) {
    double[] predicted = new double[n];
    double[] actual = new double[n];
    for (int i = 0; i < n; i++) {
      double label = random.nextGaussian();
      double error = random.nextGaussian();
      actual[i] = skewed ? 5 * Math.exp(0.5 * label) : 20 + 3 * label;
      predicted[i] = skewed ? actual[i] * (1.05 + 0.2 * error) : actual[i] + 0.3 + 1.2 * error;
    }
    return RegressionOutcomes.of(predicted, actual);
  }

  private static Outcomes lists(int n, SplittableRandom random) {
    List<RankedList> lists = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      double[] relevances = new double[10];
      for (int rank = 0; rank < relevances.length; rank++) {
        relevances[rank] = random.nextDouble() < 0.35 / (1 + 0.3 * rank) ? random.nextInt(1, 4) : 0;
      }
      lists.add(
          RankedList.of(relevances, random.nextInt(3) == 0 ? new double[] {1} : new double[0]));
    }
    return new RankingOutcomes(lists);
  }
}
