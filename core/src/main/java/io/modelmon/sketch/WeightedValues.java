package io.modelmon.sketch;

/**
 * Distinct values in ascending order with how many values of a stream each stands for.
 *
 * @param values strictly ascending, finite
 * @param weights same length, each ≥ 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never modified
record WeightedValues(double[] values, long[] weights) {

  long total() {
    long total = 0;
    for (long weight : weights) {
      total += weight;
    }
    return total;
  }
}
