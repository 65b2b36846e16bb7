package io.modelmon.sketch;

import org.jspecify.annotations.Nullable;

/**
 * What a first pass over a reference keeps of one numeric column, in constant memory: enough to cut
 * a grid.
 *
 * <p><b>Error:</b> exact up to {@value #EXACT_VALUES} different values, so that features with few
 * values get their exact atoms however long the data is; quantiles to about 0.07 % of rank beyond.
 * <br>
 * <b>Cost:</b> at most about 250 kB. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class ValueSummary {

  /** Different values up to which everything is exact. */
  public static final int EXACT_VALUES = 4096;

  private static final int SKETCH_SIZE = 4096;

  private @Nullable ValueTally tally = new ValueTally(EXACT_VALUES);
  private @Nullable QuantileSketch sketch;
  private final DistinctEstimate estimate = new DistinctEstimate();
  private long n;

  /** Creates an empty summary. */
  public ValueSummary() {}

  /** Adds a finite number. */
  public void record(double value) {
    double plain = value + 0.0; // -0.0 becomes 0.0
    n++;
    if (tally == null || !tally.offer(plain)) {
      QuantileSketch ranks = overflow();
      estimate.record(Double.doubleToLongBits(plain));
      ranks.record(plain);
    }
  }

  /**
   * Adds another summary: exact while both together hold few different values, and with the error
   * of one summary over all values beyond.
   */
  public void merge(ValueSummary other) {
    n += other.n;
    ValueTally few = other.tally;
    if (few == null) {
      overflow().merge(other.overflow());
      estimate.merge(other.estimate);
      return;
    }
    WeightedValues values = few.values();
    for (int i = 0; i < values.values().length; i++) {
      double value = values.values()[i];
      if (tally == null || !tally.offer(value, values.weights()[i])) {
        QuantileSketch ranks = overflow();
        estimate.record(Double.doubleToLongBits(value));
        ranks.record(value, values.weights()[i]);
      }
    }
  }

  /** Goes over to the sketch, unless that was done before, and returns it. */
  private QuantileSketch overflow() {
    QuantileSketch started = sketch;
    if (started != null) {
      return started;
    }
    started = new QuantileSketch(SKETCH_SIZE);
    if (tally != null) {
      WeightedValues values = tally.values();
      for (int i = 0; i < values.values().length; i++) {
        started.record(values.values()[i], values.weights()[i]);
        estimate.record(Double.doubleToLongBits(values.values()[i]));
      }
    }
    sketch = started;
    tally = null;
    return started;
  }

  /** Returns the number of values. */
  public long n() {
    return n;
  }

  /** Returns the number of different values, estimated beyond {@link #EXACT_VALUES}. */
  public long distinct() {
    return tally != null ? tally.distinct() : estimate.estimate();
  }

  /** Returns an empty second-pass tally on a grid cut at this summary's quantiles. */
  public GridTally cut() {
    if (tally != null) {
      return GridTally.of(tally.values());
    }
    return GridTally.of(
        sketch == null ? new WeightedValues(new double[0], new long[0]) : sketch.values());
  }
}
