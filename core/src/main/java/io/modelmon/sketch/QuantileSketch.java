package io.modelmon.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Quantiles of a stream in constant memory, by compactors whose capacity shrinks with depth.
 *
 * <p><b>Input:</b> finite numbers. <br>
 * <b>Error:</b> the rank of any value is wrong by less than about 2.3 / k^0.97 of the stream's
 * length in 99 of 100 streams; exact up to k values. <br>
 * <b>Cost:</b> amortised O(log k) per value; at most about 3 k numbers. Coin flips come from a
 * fixed seed, so that the same stream gives the same sketch. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "Z. Karnin, K. Lang, E. Liberty: Optimal Quantile Approximation in Streams, FOCS 2016"
 */
final class QuantileSketch {

  private static final int MIN_CAPACITY = 8;
  private static final double SHRINK = 2.0 / 3.0;

  private final int k;
  private final Random coin = new Random(0x6d6f64656c6d6f6eL);
  private final List<Compactor> levels = new ArrayList<>();
  private long n;
  private int held;
  private int capacity;

  /**
   * Creates an empty sketch.
   *
   * @param k capacity of the topmost compactor, ≥ 8
   */
  QuantileSketch(int k) {
    if (k < MIN_CAPACITY) {
      throw new IllegalArgumentException("k must be at least " + MIN_CAPACITY + ", but is " + k);
    }
    this.k = k;
    addLevel();
  }

  /** Adds one number. */
  void record(double value) {
    insert(0, value);
    n++;
  }

  /** Adds a number that occurred many times. */
  void record(double value, long times) {
    for (int level = 0; level < Long.SIZE - 1 && (times >>> level) != 0; level++) {
      if (((times >>> level) & 1) != 0) {
        insert(level, value);
      }
    }
    n += times;
  }

  /** Returns how many numbers were added. */
  long n() {
    return n;
  }

  /** Returns the values held, ascending, with their weights; the weights sum to {@link #n()}. */
  WeightedValues values() {
    double[] keys = new double[held];
    long[] packed = new long[held];
    int length = 0;
    for (int level = 0; level < levels.size(); level++) {
      Compactor compactor = levels.get(level);
      for (int i = 0; i < compactor.size; i++) {
        keys[length] = compactor.items[i];
        packed[length++] = 1L << level;
      }
    }
    return distinct(keys, packed);
  }

  private static WeightedValues distinct(double[] keys, long[] weights) {
    Integer[] order = new Integer[keys.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(keys[a], keys[b]));
    double[] values = new double[keys.length];
    long[] sums = new long[keys.length];
    int length = 0;
    for (int index : order) {
      if (length == 0 || values[length - 1] != keys[index]) {
        values[length++] = keys[index];
      }
      sums[length - 1] += weights[index];
    }
    return new WeightedValues(Arrays.copyOf(values, length), Arrays.copyOf(sums, length));
  }

  private void insert(int level, double value) {
    while (levels.size() <= level) {
      addLevel();
    }
    levels.get(level).add(value);
    held++;
    while (held > capacity) {
      compact();
    }
  }

  /** Halves the lowest compactor that is over its capacity, one level up. */
  private void compact() {
    for (int level = 0; level < levels.size(); level++) {
      Compactor compactor = levels.get(level);
      if (compactor.size > 1 && compactor.size >= capacityOf(level)) {
        if (level + 1 == levels.size()) {
          addLevel();
        }
        held -= compactor.halveInto(levels.get(level + 1), coin.nextBoolean());
        return;
      }
    }
    // Every level is below its own capacity, so their sum is too.
    throw new IllegalStateException("no compactor is full");
  }

  private void addLevel() {
    levels.add(new Compactor());
    capacity = 0;
    for (int level = 0; level < levels.size(); level++) {
      capacity += capacityOf(level);
    }
  }

  private int capacityOf(int level) {
    int depth = levels.size() - 1 - level;
    return Math.max(MIN_CAPACITY, (int) Math.ceil(k * Math.pow(SHRINK, depth)));
  }

  /** The items of one level, each standing for 2^level values. */
  private static final class Compactor {

    private double[] items = new double[2 * MIN_CAPACITY];
    private int size;

    void add(double value) {
      if (size == items.length) {
        items = Arrays.copyOf(items, 2 * size);
      }
      items[size++] = value;
    }

    /** Moves every other item up and forgets the rest; an odd one stays. Returns how many left. */
    int halveInto(Compactor above, boolean odd) {
      Arrays.sort(items, 0, size);
      int even = size & ~1;
      for (int i = odd ? 1 : 0; i < even; i += 2) {
        above.add(items[i]);
      }
      if (even < size) {
        items[0] = items[even];
      }
      size -= even;
      return even / 2;
    }
  }
}
