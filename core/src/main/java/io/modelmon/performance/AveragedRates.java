package io.modelmon.performance;

import static io.modelmon.performance.PerformanceMetric.known;
import static io.modelmon.performance.PerformanceMetric.undefined;

import io.modelmon.math.Interval;
import java.util.Arrays;

/**
 * Mean over classes of precision, recall or F-beta.
 *
 * <p><b>Output:</b> in [0, 1]. A class for which the rate is undefined (no label, for recall; no
 * prediction, for precision; neither, for F-beta) is left out of the mean; without any class left
 * there is no value. <br>
 * <b>Error:</b> rates of the classes share rows and are correlated: the interval is Wilson's at the
 * sample size that gives the variance of the delta method over the cells of the confusion matrix,
 * widened as Student's quantile is for the degrees of freedom that the rarity of classes leaves;
 * where that variance is zero, as without errors, it is recovered from the intervals of the
 * classes. <br>
 * <b>Cost:</b> classes². <br>
 * <b>Threads:</b> stateless.
 */
final class AveragedRates {

  /** What is averaged. */
  enum Rate {
    PRECISION,
    RECALL,
    F
  }

  private final ConfusionMatrix matrix;
  private final Rate rate;
  private final double square;
  private final double[] labels;
  private final double[] predictions;
  private final double[] values;

  /** Prepares the rates of all classes; {@code beta} matters to F only. */
  AveragedRates(ConfusionMatrix matrix, Rate rate, double beta) {
    this.matrix = matrix;
    this.rate = rate;
    this.square = beta * beta;
    int classes = matrix.classes();
    labels = new double[classes];
    predictions = new double[classes];
    values = new double[classes];
    for (int of = 0; of < classes; of++) {
      labels[of] = matrix.labels(of);
      predictions[of] = matrix.predictions(of);
      values[of] = numerator() * matrix.count(of, of) / denominator(of);
    }
  }

  private double numerator() {
    return rate == Rate.F ? 1 + square : 1;
  }

  private double denominator(int of) {
    return labelWeight() * labels[of] + predictionWeight() * predictions[of];
  }

  private double labelWeight() {
    return switch (rate) {
      case PRECISION -> 0;
      case RECALL -> 1;
      case F -> square;
    };
  }

  private double predictionWeight() {
    return rate == Rate.RECALL ? 0 : 1;
  }

  /** Returns the number of classes whose rate is defined. */
  int definedClasses() {
    int count = 0;
    for (double value : values) {
      count += Double.isNaN(value) ? 0 : 1;
    }
    return count;
  }

  /** Returns the plain mean. */
  PerformanceMetric macro(MetricName name, double level) {
    double[] weights = new double[values.length];
    Arrays.fill(weights, 1);
    return mean(name, weights, false, level);
  }

  /** Returns the mean weighted by labels. */
  PerformanceMetric weighted(MetricName name, double level) {
    return mean(name, labels, true, level);
  }

  private PerformanceMetric mean(
      MetricName name, double[] weights, boolean byLabels, double level) {
    int n = (int) matrix.rows();
    double total = 0;
    double sum = 0;
    for (int of = 0; of < values.length; of++) {
      if (!Double.isNaN(values[of])) {
        total += weights[of];
        sum += weights[of] * values[of];
      }
    }
    if (total == 0) {
      return undefined(name, n, n == 0 ? MetricStatus.NO_ROWS : MetricStatus.ZERO_DENOMINATOR);
    }
    double value = sum / total;
    double variance = variance(weights, total, byLabels ? value : Double.NaN);
    double spread = value * (1 - value);
    if (variance <= 1e-12 * spread || spread <= 0) {
      return known(name, value, recovered(value, level), n);
    }
    double size = spread / variance;
    double widened = Quantiles.widened(level, matrix.degreesOfFreedom());
    Interval wilson = Rates.wilson(Math.min(value * size, size), size, widened);
    return known(name, value, new Interval(wilson.lower(), wilson.upper(), level), n);
  }

  /** Returns the variance of the mean by the delta method; weights are random unless NaN. */
  private double variance(double[] weights, double total, double weightedMean) {
    double n = matrix.rows();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        long count = matrix.count(i, j);
        if (count == 0) {
          continue;
        }
        double gradient = -pull(weights, i, labelWeight()) - pull(weights, j, predictionWeight());
        if (i == j) {
          gradient += weights[i] * numerator() / denominator(i);
        }
        if (!Double.isNaN(weightedMean) && !Double.isNaN(values[i])) {
          gradient += values[i] - weightedMean;
        }
        gradient *= n / total;
        sum += count * gradient;
        squares += count * gradient * gradient;
      }
    }
    double mean = sum / n;
    return Math.max(0, squares / n - mean * mean) / n;
  }

  /** Returns how much one more row in a class's denominator lowers the mean, times the total. */
  private double pull(double[] weights, int of, double weight) {
    return weight == 0 || Double.isNaN(values[of])
        ? 0
        : weights[of] * values[of] * weight / denominator(of);
  }

  private Interval recovered(double value, double level) {
    double[] defined = new double[definedClasses()];
    Interval[] intervals = new Interval[defined.length];
    int count = 0;
    for (int of = 0; of < values.length; of++) {
      if (!Double.isNaN(values[of])) {
        defined[count] = values[of];
        intervals[count++] = interval(of, level);
      }
    }
    Interval mean = Recovery.mean(defined, intervals);
    return new Interval(
        Math.max(0, Math.min(mean.lower(), value)),
        Math.min(1, Math.max(mean.upper(), value)),
        level);
  }

  /** Returns the macro mean when classes share no rows, as with recall. */
  PerformanceMetric macroOfDisjoint(MetricName name, double level) {
    PerformanceMetric metric = macro(name, level);
    return metric.known()
        ? known(name, metric.value(), recovered(metric.value(), level), metric.n())
        : metric;
  }

  private Interval interval(int of, double level) {
    if (rate == Rate.F) {
      return Rates.scoreInterval(Rates.Counts.of(matrix, of), Math.sqrt(square), level);
    }
    return Rates.wilson((double) matrix.count(of, of), denominator(of), level);
  }
}
