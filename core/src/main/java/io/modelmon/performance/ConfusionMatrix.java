package io.modelmon.performance;

/**
 * How often which class was predicted for which label.
 *
 * <p><b>Cost:</b> 8·classes² bytes. <br>
 * <b>Threads:</b> immutable.
 */
public final class ConfusionMatrix {

  private final int classes;
  private final long[] counts;

  private ConfusionMatrix(int classes, long[] counts) {
    this.classes = classes;
    this.counts = counts;
  }

  /** Counts rows; all classes in [0, classes), lengths equal. */
  static ConfusionMatrix of(int classes, int[] predicted, int[] actual) {
    long[] counts = new long[classes * classes];
    for (int i = 0; i < actual.length; i++) {
      counts[actual[i] * classes + predicted[i]]++;
    }
    return new ConfusionMatrix(classes, counts);
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns how often a class was predicted where another, or the same, was the label. */
  public long count(int actual, int predicted) {
    return counts[actual * classes + predicted];
  }

  /** Returns how often a class was the label. */
  public long labels(int actual) {
    long sum = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      sum += count(actual, predicted);
    }
    return sum;
  }

  /** Returns how often a class was predicted. */
  public long predictions(int predicted) {
    long sum = 0;
    for (int actual = 0; actual < classes; actual++) {
      sum += count(actual, predicted);
    }
    return sum;
  }

  /** Returns the number of rows. */
  public long rows() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Returns the number of rows whose predicted class is the label. */
  public long right() {
    long sum = 0;
    for (int label = 0; label < classes; label++) {
      sum += count(label, label);
    }
    return sum;
  }

  /**
   * Returns the degrees of freedom of a variance to which each class adds in inverse proportion to
   * how rare it is, as label or as prediction, by Welch and Satterthwaite; at least three.
   */
  double degreesOfFreedom() {
    double sum = 0;
    double cubes = 0;
    for (int of = 0; of < classes; of++) {
      double rows = Math.min(labels(of), predictions(of));
      if (rows > 0) {
        sum += 1 / rows;
        cubes += 1 / (rows * rows * rows);
      }
    }
    return cubes == 0 ? 3 : Math.max(3, sum * sum / cubes);
  }
}
