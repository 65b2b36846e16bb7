package io.modelmon.performance;

import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * How often rows of a score turn out positive, in bins of equal width.
 *
 * <p>Of two classes the score is that of the positive one; of more it is that of the predicted
 * class, and a hit is a right prediction.
 *
 * <p><b>Cost:</b> one pass. <br>
 * <b>Threads:</b> immutable.
 *
 * @param bins those that have rows, by score
 * @param rows number of rows in all
 * @param squares mean squared difference of score and hit
 * @see "C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks,
 *     ICML 2017"
 */
public record CalibrationCurve(List<Bin> bins, int rows, double squares) {

  /** Standard errors from which on the sign of a bin's gap is taken as known. */
  private static final double CLEAR = 3;

  /** Copies the bins. */
  public CalibrationCurve {
    bins = List.copyOf(bins);
  }

  /**
   * Rows of similar score.
   *
   * @param meanScore mean score of the rows
   * @param hitRate share of the rows that are positive
   * @param interval of the share, by Wilson
   * @param rows number of rows, at least one
   */
  public record Bin(double meanScore, double hitRate, Interval interval, int rows) {}

  /**
   * Returns the curve of the rows that have a score.
   *
   * @return a curve without bins when no row has a score or one is outside [0, 1]
   */
  public static CalibrationCurve of(ClassificationOutcomes rows, EvaluationSettings settings) {
    int[] scored = Scores.rows(rows);
    if (Scores.probabilities(rows, scored) != MetricStatus.KNOWN) {
      return new CalibrationCurve(List.of(), 0, 0);
    }
    int count = settings.calibrationBins();
    double[] sums = new double[count];
    int[] hits = new int[count];
    int[] sizes = new int[count];
    double squares = 0;
    for (int row : scored) {
      int of = rows.binary() ? rows.positive() : rows.predicted(row);
      double score = rows.score(row, of);
      boolean hit = rows.actual(row) == of;
      int bin = binOf(score, count);
      sums[bin] += score;
      hits[bin] += hit ? 1 : 0;
      sizes[bin]++;
      double difference = score - (hit ? 1 : 0);
      squares += difference * difference;
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < count; bin++) {
      if (sizes[bin] > 0) {
        int n = sizes[bin];
        bins.add(
            new Bin(
                sums[bin] / n,
                (double) hits[bin] / n,
                Rates.wilson(hits[bin], n, settings.level()),
                n));
      }
    }
    return new CalibrationCurve(bins, scored.length, squares / scored.length);
  }

  /** A score on an edge belongs to the bin above it, 1 to the last. */
  private static int binOf(double score, int count) {
    return Math.min((int) (score * count), count - 1);
  }

  /**
   * Returns the expected calibration error: the mean distance of score and hit rate.
   *
   * <p>The value is biased upwards, since a bin without miscalibration still has a distance. The
   * interval covers at least at its level, and more where scores are close to calibrated: its upper
   * end holds whatever the signs of the distances are, its lower end takes off what noise adds in
   * bins whose sign is not clear. A hit rate may err by as much as the longer side of its Wilson
   * interval, since bins without a miss, or without a hit, are not known for certain.
   *
   * @param level of the interval, that of the intervals of the bins
   */
  PerformanceMetric error(double level) {
    double z = Quantiles.normal(level);
    double error = 0;
    double noise = 0;
    double rest = squares;
    double all = 0;
    double known = 0;
    for (Bin bin : bins) {
      double share = (double) bin.rows() / rows;
      double gap = share * Math.abs(bin.hitRate() - bin.meanScore());
      double below = bin.hitRate() - bin.interval().lower();
      double above = bin.interval().upper() - bin.hitRate();
      double deviation = share * Math.max(below, above) / z;
      boolean clear = gap > CLEAR * deviation;
      error += gap;
      rest -= share * bin.hitRate() * (1 - bin.hitRate());
      noise += clear ? 0 : deviation * Math.sqrt(2 / Math.PI);
      all += deviation * deviation;
      known += deviation * deviation * (clear ? 1 : 1 - 2 / Math.PI);
    }
    // What scores and sizes of bins vary by is what hit rates do not.
    double others = Math.max(0, rest - error * error) / rows;
    double lower = error - noise - z * Math.sqrt(known + others);
    double upper = error + z * Math.sqrt(all + others);
    Interval interval = new Interval(Math.max(0, lower), Math.min(1, upper), level);
    return PerformanceMetric.known(MetricName.ECE, error, interval, rows);
  }
}
