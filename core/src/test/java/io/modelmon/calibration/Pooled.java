package io.modelmon.calibration;

import io.modelmon.drift.Counts;
import java.util.Arrays;

/**
 * Two samples as counts on their own distinct values.
 *
 * @param reference counts of the reference
 * @param current counts of the window on the same values
 * @param values the distinct values of both, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one trial
record Pooled(Counts reference, Counts current, double[] values) {

  /** Returns the counts of two sorted samples. */
  static Pooled of(double[] reference, double[] current) {
    double[] values = Arrays.copyOf(reference, reference.length + current.length);
    System.arraycopy(current, 0, values, reference.length, current.length);
    Arrays.sort(values);
    int distinct = 0;
    for (int i = 0; i < values.length; i++) {
      if (i == 0 || values[i] != values[i - 1]) {
        values[distinct++] = values[i];
      }
    }
    values = Arrays.copyOf(values, distinct);
    return new Pooled(counts(reference, values), counts(current, values), values);
  }

  private static Counts counts(double[] sample, double[] values) {
    long[] counts = new long[values.length];
    int at = 0;
    for (double value : sample) {
      while (values[at] != value) {
        at++;
      }
      counts[at]++;
    }
    return Counts.independent(counts);
  }
}
