package io.modelmon.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles of a stream in constant memory, by compactors whose capacity shrinks with depth.
 *
 * <p><b>Input:</b> finite numbers. <br>
 * <b>Error:</b> exact up to k values. Beyond, for any one value the share of numbers at or below it
 * is wrong by more than 9 / k with a probability below 1 %, whatever the order of recording and
 * merging; see below. Measured, the largest error over all values stays under {@link #rankError} in
 * 99 of 100 streams. <br>
 * <b>Cost:</b> amortised O(log k) per value; at most 3 k + 9 levels numbers, with levels ≤ log₂(n /
 * k) + 2. Coin flips come from a hash of what is compacted, so that the same stream gives the same
 * sketch, while two streams that are merged have used different coins. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "Z. Karnin, K. Lang, E. Liberty: Optimal Quantile Approximation in Streams, FOCS 2016"
 */
final class QuantileSketch {

  /* The bound. A compaction at level h moves the rank of a value by 2^h up or down with equal
   * chance, or not at all. It consumes at least c_h - 1 numbers of weight 2^h, where c_h =
   * max(8, k (2/3)^(H-1-h)) and H is the final number of levels (capacities only ever shrink), so
   * there are at most n / (2^h (c_h - 1)) of them, and the squares of all moves sum to at most
   * n · 8/7 · Σ 2^h / (k (2/3)^(H-1-h)) <= n · 8/7 · 3 · 2^(H-1) / k over the levels below the top.
   * The top level exists because k numbers lay on the one below, or because a number was so
   * heavy that n >= k 2^(H-1); so n >= k 2^(H-2), and the sum is at most 48/7 n² / k². By Hoeffding
   * P(|error| > e n) <= 2 exp(-7 e² k² / 96), which is 0.01 at e = 8.53 / k. Nothing in this
   * depends on which sketch did a compaction before it was merged. */

  private static final int MIN_CAPACITY = 8;
  private static final double SHRINK = 2.0 / 3.0;

  private final int k;
  private final List<Compactor> levels = new ArrayList<>();
  private long n;
  private int held;
  private int capacity;
  private long compactions;

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

  /**
   * Returns the largest error of a rank, as a share of the stream's length, that 99 of 100 streams
   * stay under; measured, and checked by simulation.
   *
   * @param k capacity of the topmost compactor
   */
  static double rankError(int k) {
    return 2.296 / Math.pow(k, 0.9723);
  }

  /**
   * Adds one number.
   *
   * @throws IllegalArgumentException when it is not finite
   */
  void record(double value) {
    record(value, 1);
  }

  /**
   * Adds a number that occurred many times. It takes no more levels than as many single numbers
   * would, since more levels mean smaller compactors for everything else.
   *
   * @param times ≥ 1
   * @throws IllegalArgumentException when the number is not finite, or {@code times} is below 1
   */
  void record(double value, long times) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a number must be finite, but is " + value);
    }
    if (times < 1) {
      throw new IllegalArgumentException("a number must occur at least once, but times = " + times);
    }
    n += times;
    int top = n < k ? 0 : Long.SIZE - 1 - Long.numberOfLeadingZeros(n / k);
    for (int level = 0; level < top; level++) {
      if (((times >>> level) & 1) != 0) {
        insert(level, value);
      }
    }
    for (long copies = times >>> top; copies > 0; copies--) {
      insert(top, value);
    }
  }

  /**
   * Adds another sketch's numbers. The bound on the error holds for any tree of merges, over the
   * numbers of all of them; the values held depend on the order.
   *
   * @throws IllegalArgumentException when it has another k
   */
  void merge(QuantileSketch other) {
    if (k != other.k) {
      throw new IllegalArgumentException(
          "sketches can be merged only with the same k, but have " + k + " and " + other.k);
    }
    n += other.n;
    compactions += other.compactions;
    while (levels.size() < other.levels.size()) {
      addLevel();
    }
    for (int level = 0; level < other.levels.size(); level++) {
      Compactor added = other.levels.get(level);
      int size = added.size; // of its own, should a sketch be merged with itself
      for (int i = 0; i < size; i++) {
        levels.get(level).add(added.items[i]);
      }
      held += size;
    }
    while (held > capacity) {
      compact();
    }
  }

  /** Returns how many numbers were added. */
  long n() {
    return n;
  }

  /** Returns how many numbers are held. */
  int held() {
    return held;
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
        compactions++;
        held -= compactor.halveInto(levels.get(level + 1), compactions);
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
    int halveInto(Compactor above, long salt) {
      Arrays.sort(items, 0, size);
      int even = size & ~1;
      for (int i = coin(salt) ? 1 : 0; i < even; i += 2) {
        above.add(items[i]);
      }
      if (even < size) {
        items[0] = items[even];
      }
      size -= even;
      return even / 2;
    }

    private boolean coin(long salt) {
      long bits = DistinctEstimate.mix(salt);
      for (int i = 0; i < size; i++) {
        bits = bits * 31 + Double.doubleToLongBits(items[i]);
      }
      return (DistinctEstimate.mix(bits) & 1) != 0;
    }
  }
}
