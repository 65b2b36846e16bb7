package io.modelmon.sketch;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A uniform random sample, without replacement, of whole rows of a stream of any length.
 *
 * <p>Each row keeps its position in the stream, so that a reader can keep apart rows that came
 * shortly after each other.
 *
 * <p>Once full, the number of rows to skip until the next one that is kept is drawn directly: a
 * block of rows none of which is kept costs one comparison, and n rows cost about
 * capacity·ln(n/capacity) copies in all.
 *
 * <p>Merging draws from both samples by what is left of both streams: the result is distributed as
 * one sample of both streams, whatever their lengths.
 *
 * <p><b>Cost:</b> capacity·(columns + 1)·8 bytes. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "K.-H. Li, Reservoir-sampling algorithms of time complexity O(n(1+log(N/n))), ACM
 *     Transactions on Mathematical Software 20, 1994, algorithm L; J. S. Vitter, Random sampling
 *     with a reservoir, ACM Transactions on Mathematical Software 11, 1985"
 */
public final class RowReservoir {

  private final double[][] columns;
  private final long[] positions;
  private final SplittableRandom random;
  private long seen;
  private int kept;

  /** Position of the next row that is kept; counts only once the reservoir is full. */
  private long next;

  /** The largest key in the reservoir, had every row a uniform one and the smallest were kept. */
  private double largestKey;

  /**
   * Creates an empty reservoir.
   *
   * @param columns cells per row, ≥ 0
   * @param capacity rows that are kept, ≥ 1
   * @param seed equal seeds and streams give equal samples
   */
  public RowReservoir(int columns, int capacity, long seed) {
    if (columns < 0 || capacity < 1) {
      throw new IllegalArgumentException(
          "columns must be >= 0 and capacity >= 1, were " + columns + " and " + capacity);
    }
    this.columns = new double[columns][capacity];
    this.positions = new long[capacity];
    this.random = new SplittableRandom(seed);
  }

  /** Returns how many rows are kept at most. */
  public int capacity() {
    return positions.length;
  }

  /** Returns how many rows have been offered. */
  public long seen() {
    return seen;
  }

  /** Returns how many rows are kept: the lesser of {@link #seen} and {@link #capacity}. */
  public int kept() {
    return kept;
  }

  /** Offers all rows of a block, in order. */
  public void record(ColumnBlock block, int rows) {
    int first = 0;
    if (rows > 0 && kept < positions.length) {
      first = Math.min(rows, positions.length - kept);
      append(block, first);
    }
    long start = seen - first;
    long end = start + rows;
    while (kept == positions.length && next < end) {
      int slot = random.nextInt(positions.length);
      for (int column = 0; column < columns.length; column++) {
        block.copy(column, (int) (next - start), 1, columns[column], slot);
      }
      positions[slot] = next;
      largestKey *= Math.exp(Math.log(uniform()) / positions.length);
      next = skipped(next + 1);
    }
    seen = end;
  }

  private void append(ColumnBlock block, int rows) {
    for (int column = 0; column < columns.length; column++) {
      block.copy(column, 0, rows, columns[column], kept);
    }
    for (int i = 0; i < rows; i++) {
      positions[kept + i] = seen + i;
    }
    kept += rows;
    seen += rows;
    if (kept == positions.length) {
      largestKey = Math.exp(Math.log(uniform()) / positions.length);
      next = skipped(seen);
    }
  }

  /** Returns the position of the first row from here on whose key is below the largest. */
  private long skipped(long from) {
    double rows = Math.floor(Math.log(uniform()) / Math.log1p(-largestKey));
    return rows < 0x1p62 ? from + (long) rows : Long.MAX_VALUE;
  }

  /** In (0, 1]: its logarithm is finite. */
  private double uniform() {
    return 1 - random.nextDouble();
  }

  /**
   * Adds the sample of another stream, which is taken to come after this one's.
   *
   * @param other unchanged; as many columns and the same capacity
   * @throws IllegalArgumentException when the two differ in shape
   */
  public void merge(RowReservoir other) {
    if (other.columns.length != columns.length || other.capacity() != capacity()) {
      throw new IllegalArgumentException(
          "reservoirs must have the same shape, were %d x %d and %d x %d"
              .formatted(columns.length, capacity(), other.columns.length, other.capacity()));
    }
    long total = seen + other.seen;
    int wanted = (int) Math.min(total, capacity());
    int fromOther = share(other.seen, total, wanted);
    int[] own = choice(kept, wanted - fromOther);
    int[] others = choice(other.kept, fromOther);
    gather(own);
    for (int i = 0; i < others.length; i++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][own.length + i] = other.columns[column][others[i]];
      }
      positions[own.length + i] = seen + other.positions[others[i]];
    }
    kept = wanted;
    seen = total;
    if (kept == capacity() && total > 0) {
      resume();
    }
  }

  /** Returns how many of the wanted rows a sample of both streams has from the second. */
  private int share(long second, long total, int wanted) {
    long left = total;
    long leftOfSecond = second;
    int count = 0;
    for (int i = 0; i < wanted; i++) {
      if (random.nextLong(left) < leftOfSecond) {
        count++;
        leftOfSecond--;
      }
      left--;
    }
    return count;
  }

  /** Returns random distinct slots, ascending. */
  private int[] choice(int slots, int wanted) {
    int[] chosen = new int[wanted];
    int count = 0;
    for (int slot = 0; count < wanted; slot++) {
      if (random.nextInt(slots - slot) < wanted - count) {
        chosen[count++] = slot;
      }
    }
    return chosen;
  }

  /** Keeps these slots only, ascending. */
  private void gather(int[] slots) {
    for (int i = 0; i < slots.length; i++) {
      for (double[] column : columns) {
        column[i] = column[slots[i]];
      }
      positions[i] = positions[slots[i]];
    }
  }

  /** Draws the largest of the capacity smallest of {@link #seen} uniform keys, then goes on. */
  private void resume() {
    double logAbove = 0;
    for (int i = 0; i < capacity(); i++) {
      logAbove += Math.log(uniform()) / (seen - i);
    }
    largestKey = -Math.expm1(logAbove);
    next = skipped(seen);
  }

  /** Forgets all rows; the randomness goes on. */
  public void reset() {
    seen = 0;
    kept = 0;
    next = 0;
  }

  /** Returns the rows that are kept, in the order of the stream. */
  public RowSample sample() {
    Integer[] order = new Integer[kept];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, two) -> Long.compare(positions[one], positions[two]));
    double[][] rows = new double[kept][columns.length];
    long[] sorted = new long[kept];
    for (int i = 0; i < kept; i++) {
      sorted[i] = positions[order[i]];
      for (int column = 0; column < columns.length; column++) {
        rows[i][column] = columns[column][order[i]];
      }
    }
    return new RowSample(rows, sorted, seen);
  }
}
