package io.modelmon.performance.estimate;

import io.modelmon.performance.MetricName;
import io.modelmon.performance.MetricStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * What metrics are to be expected when the label of each row is drawn from known probabilities of
 * several classes.
 *
 * <p>Every metric is a mean over classes of ratios that are linear in the labels. What a row adds
 * to the linearised metric depends on its label by one number per class, whose variance under the
 * row's probabilities is exact: labels of one row exclude each other, those of different rows are
 * independent.
 *
 * <p><b>Cost:</b> rows · classes per metric, and a sort per class for the area. <br>
 * <b>Threads:</b> confined.
 */
final class MulticlassExpectation {

  /** The metrics, in order. */
  static final List<MetricName> METRICS =
      List.of(
          MetricName.ACCURACY,
          MetricName.PRECISION_MACRO,
          MetricName.RECALL_MACRO,
          MetricName.F1_MACRO,
          MetricName.ROC_AUC);

  private final double[] probabilities;
  private final int classes;
  private final int rows;

  /** What is expected of a metric; a value of NaN where it is undefined. */
  record Expected(MetricName name, double value, double variance, MetricStatus status) {

    boolean known() {
      return status == MetricStatus.KNOWN;
    }
  }

  /** Expects labels of rows with these probabilities, row by row one for each class. */
  MulticlassExpectation(double[] probabilities, int classes) {
    this.probabilities = probabilities;
    this.classes = classes;
    this.rows = probabilities.length / classes;
  }

  /** Returns what is expected of each metric, in order. */
  List<Expected> metrics(double[] scores, int[] predicted) {
    List<Expected> metrics = new ArrayList<>();
    metrics.add(accuracy(predicted));
    for (MetricName name : METRICS.subList(1, 4)) {
      metrics.add(ratio(name, predicted));
    }
    metrics.add(area(scores));
    return List.copyOf(metrics);
  }

  private Expected accuracy(int[] predicted) {
    double right = 0;
    double variance = 0;
    for (int row = 0; row < rows; row++) {
      double probability = probabilities[row * classes + predicted[row]];
      right += probability;
      variance += probability * (1 - probability);
    }
    return known(MetricName.ACCURACY, right / rows, variance / rows / rows);
  }

  /** The mean over classes of a ratio: classes whose denominator is 0 are left out. */
  private Expected ratio(MetricName name, int[] predicted) {
    double[] gradients = new double[probabilities.length];
    double sum = 0;
    int defined = 0;
    for (int of = 0; of < classes; of++) {
      double positives = 0;
      double chosen = 0;
      double right = 0;
      for (int row = 0; row < rows; row++) {
        double probability = probabilities[row * classes + of];
        positives += probability;
        chosen += predicted[row] == of ? 1 : 0;
        right += predicted[row] == of ? probability : 0;
      }
      double denominator = denominator(name, positives, chosen);
      if (denominator <= 0) {
        continue;
      }
      double value = right / denominator;
      defined++;
      sum += value;
      double perPositive = denominator(name, 1, 0);
      for (int row = 0; row < rows; row++) {
        double hit = predicted[row] == of ? 1 : 0;
        gradients[row * classes + of] = (hit - value * perPositive) / denominator;
      }
    }
    return defined == 0
        ? undefined(name, MetricStatus.ZERO_DENOMINATOR)
        : mean(name, sum, defined, gradients);
  }

  private static double denominator(MetricName name, double positives, double chosen) {
    return switch (name) {
      case PRECISION_MACRO -> chosen;
      case RECALL_MACRO -> positives;
      default -> 0.5 * (positives + chosen);
    };
  }

  private Expected area(double[] scores) {
    double[] gradients = new double[probabilities.length];
    double sum = 0;
    int defined = 0;
    for (int of = 0; of < classes; of++) {
      Order order = new Order(column(scores, of), column(probabilities, of));
      double positives = order.positives();
      double negatives = rows - positives;
      if (positives <= 0 || negatives <= 0) {
        continue;
      }
      double inOrder = 0;
      for (int row = 0; row < rows; row++) {
        inOrder += probabilities[row * classes + of] * order.negativesBelow(row);
      }
      double value = inOrder / (positives * negatives);
      defined++;
      sum += value;
      for (int row = 0; row < rows; row++) {
        double gradient =
            order.negativesBelow(row) - order.positivesAbove(row) - value * (negatives - positives);
        gradients[row * classes + of] = gradient / (positives * negatives);
      }
    }
    return defined == 0
        ? undefined(MetricName.ROC_AUC, MetricStatus.ONE_CLASS)
        : mean(MetricName.ROC_AUC, sum, defined, gradients);
  }

  private double[] column(double[] table, int of) {
    double[] column = new double[rows];
    for (int row = 0; row < rows; row++) {
      column[row] = table[row * classes + of];
    }
    return column;
  }

  /**
   * The mean of some classes' figures, with the gradient of each row for each label it may have.
   */
  private Expected mean(MetricName name, double sum, int defined, double[] gradients) {
    double variance = 0;
    for (int row = 0; row < rows; row++) {
      double first = 0;
      double second = 0;
      for (int of = row * classes; of < (row + 1) * classes; of++) {
        first += probabilities[of] * gradients[of];
        second += probabilities[of] * gradients[of] * gradients[of];
      }
      variance += Math.max(0, second - first * first);
    }
    return known(name, sum / defined, variance / defined / defined);
  }

  private static Expected known(MetricName name, double value, double variance) {
    return new Expected(name, value, variance, MetricStatus.KNOWN);
  }

  private static Expected undefined(MetricName name, MetricStatus reason) {
    return new Expected(name, Double.NaN, Double.NaN, reason);
  }
}
