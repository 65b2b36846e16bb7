package io.modelmon.sketch;

import java.util.Arrays;

/**
 * Exact counts of distinct numbers, up to a fixed number of them.
 *
 * <p><b>Cost:</b> one probe of an open hash table per value; 16 bytes per entry. <br>
 * <b>Threads:</b> confined to one thread.
 */
final class ValueTally {

  private final int limit;
  private final double[] keys;
  private final long[] counts;
  private int distinct;

  /**
   * Creates an empty tally.
   *
   * @param limit the largest number of distinct values, a power of two
   */
  ValueTally(int limit) {
    if (Integer.bitCount(limit) != 1) {
      throw new IllegalArgumentException("limit must be a power of two, but is " + limit);
    }
    this.limit = limit;
    this.keys = new double[2 * limit];
    this.counts = new long[2 * limit];
  }

  /** Counts a finite number; refuses a new one beyond the limit and returns false. */
  boolean offer(double value) {
    return offer(value, 1);
  }

  /** Counts a finite number that occurred many times, ≥ 1; as {@link #offer(double)}. */
  boolean offer(double value, long times) {
    int slot = hash(value) & (keys.length - 1);
    while (counts[slot] != 0) {
      if (keys[slot] == value) {
        counts[slot] += times;
        return true;
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    if (distinct == limit) {
      return false;
    }
    distinct++;
    keys[slot] = value;
    counts[slot] = times;
    return true;
  }

  /** Returns the number of distinct values. */
  int distinct() {
    return distinct;
  }

  /** Returns all values, ascending. */
  WeightedValues values() {
    double[] values = new double[distinct];
    int length = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (counts[slot] != 0) {
        values[length++] = keys[slot];
      }
    }
    Arrays.sort(values);
    long[] weights = new long[distinct];
    for (int slot = 0; slot < keys.length; slot++) {
      if (counts[slot] != 0) {
        weights[Arrays.binarySearch(values, keys[slot])] = counts[slot];
      }
    }
    return new WeightedValues(values, weights);
  }

  private static int hash(double value) {
    long bits = Double.doubleToLongBits(value) * 0x9E3779B97F4A7C15L;
    return (int) (bits >>> 32);
  }
}
