package io.modelmon.performance;

import io.modelmon.math.Interval;

/**
 * How much each row adds to a figure made from ranked scores, to first order: what the variance of
 * the figure, and of a mean of such figures over the same rows, is made of.
 *
 * <p><b>Threads:</b> immutable.
 */
final class Influence {

  private final double[] ofPositives;
  private final double[] ofNegatives;

  private Influence(int groups) {
    ofPositives = new double[groups];
    ofNegatives = new double[groups];
  }

  /** Returns the influence on the area under the ROC curve. */
  static Influence onArea(RankedScores scores, double value) {
    Influence influence = new Influence(scores.groups());
    double positives = scores.positives();
    double negatives = scores.negatives();
    double below = negatives;
    double above = 0;
    for (int group = 0; group < scores.groups(); group++) {
      below -= scores.negatives(group);
      double beaten = (below + 0.5 * scores.negatives(group)) / negatives;
      double beating = (above + 0.5 * scores.positives(group)) / positives;
      influence.ofPositives[group] = (beaten - value) / positives;
      influence.ofNegatives[group] = (beating - value) / negatives;
      above += scores.positives(group);
    }
    return influence;
  }

  /**
   * Returns the influence on the average precision. A row raises the counts that all precisions at
   * and below its score are made of; what it does to them is summed from the lowest score upwards.
   *
   * @param seen number of rows of at least the score of each rank
   */
  static Influence onAveragePrecision(RankedScores scores, double value, double[] seen) {
    Influence influence = new Influence(scores.groups());
    double positives = scores.positives();
    // What the first order leaves out, as simulation shows it, fades with the number of positives.
    double scale = Math.sqrt((positives + 2) / Math.max(1, positives - 2)) / positives;
    double found = positives;
    double gained = 0;
    double diluted = 0;
    for (int group = scores.groups() - 1; group >= 0; group--) {
      double precision = found / seen[group];
      double weight = scores.positives(group) / seen[group];
      gained += weight;
      diluted += weight * precision;
      influence.ofPositives[group] = (precision - value + gained - diluted) * scale;
      influence.ofNegatives[group] = -diluted * scale;
      found -= scores.positives(group);
    }
    return influence;
  }

  double ofPositive(int group) {
    return ofPositives[group];
  }

  double ofNegative(int group) {
    return ofNegatives[group];
  }

  /** Returns the interval of a share on the logit scale, where its error is closest to normal. */
  static Interval logit(double value, double error, double level) {
    double distance = Quantiles.normal(level) * error / (value * (1 - value));
    double logit = Math.log(value / (1 - value));
    return new Interval(
        1 / (1 + Math.exp(distance - logit)), 1 / (1 + Math.exp(-distance - logit)), level);
  }
}
