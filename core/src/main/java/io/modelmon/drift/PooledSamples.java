package io.modelmon.drift;

import java.util.Arrays;

/**
 * Two raw samples as counts on their own distinct values: what measures on cells compute from it is
 * exact.
 *
 * @param reference counts of the reference per distinct value
 * @param current counts of the current sample on the same values
 * @param values the distinct values of both, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one comparison
record PooledSamples(Counts reference, Counts current, double[] values) {

  /**
   * Pools samples for measures that only rank: infinities are the extreme ranks.
   *
   * @throws IllegalArgumentException when a value is NaN
   */
  static PooledSamples ranked(double[] reference, double[] current) {
    double[] first = sorted(reference);
    double[] second = sorted(current);
    double[] values = new double[first.length + second.length];
    long[] inFirst = new long[values.length];
    long[] inSecond = new long[values.length];
    int distinct = 0;
    int i = 0;
    int j = 0;
    while (i < first.length || j < second.length) {
      boolean fromFirst = j == second.length || (i < first.length && first[i] <= second[j]);
      double value = fromFirst ? first[i] : second[j];
      values[distinct] = value;
      for (; i < first.length && first[i] == value; i++) {
        inFirst[distinct]++;
      }
      for (; j < second.length && second[j] == value; j++) {
        inSecond[distinct]++;
      }
      distinct++;
    }
    return new PooledSamples(
        Counts.independent(Arrays.copyOf(inFirst, distinct)),
        Counts.independent(Arrays.copyOf(inSecond, distinct)),
        Arrays.copyOf(values, distinct));
  }

  /**
   * Pools samples for measures that take differences of values.
   *
   * @throws IllegalArgumentException when a value is NaN or infinite
   */
  static PooledSamples finite(double[] reference, double[] current) {
    PooledSamples pooled = ranked(reference, current);
    double[] values = pooled.values();
    for (int end : new int[] {0, values.length - 1}) {
      if (values.length > 0 && Double.isInfinite(values[end])) {
        throw new IllegalArgumentException(
            "values must be finite, the caller counts infinite ones apart; found " + values[end]);
      }
    }
    return pooled;
  }

  private static double[] sorted(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted); // NaN goes last
    if (sorted.length > 0 && Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException(
          "values must not be NaN, the caller removes missing ones and counts them apart");
    }
    return sorted;
  }
}
