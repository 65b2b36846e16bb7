package io.modelmon.sketch;

import java.util.TreeSet;

/**
 * How many different values a stream holds, from the smallest hash values seen.
 *
 * <p><b>Error:</b> exact up to {@value #KEPT} different values, beyond that a relative standard
 * error of about 1 / √{@value #KEPT}. <br>
 * <b>Cost:</b> one hash and one comparison per value once the set is full of small hashes. <br>
 * <b>Threads:</b> confined to one thread.
 *
 * @see "Z. Bar-Yossef et al.: Counting distinct elements in a data stream, RANDOM 2002"
 */
public final class DistinctEstimate {

  /** Different values up to which the estimate is exact. */
  public static final int KEPT = 1024;

  private static final double RANGE = 0x1p64;

  private final TreeSet<Long> smallest = new TreeSet<>(Long::compareUnsigned);
  private long largestKept = -1L;

  /** Creates an empty estimate. */
  public DistinctEstimate() {}

  /** Adds a value by any 64 bits that identify it. */
  public void record(long bits) {
    keep(mix(bits));
  }

  /**
   * Adds everything that another estimate has seen: exactly what one estimate over both streams
   * would hold, in whatever order streams are joined.
   */
  public void merge(DistinctEstimate other) {
    for (long hash : other.smallest) {
      keep(hash);
    }
  }

  /** Returns the hashes that are kept, which are all there is to an estimate; ascending. */
  long[] kept() {
    return smallest.stream().mapToLong(Long::longValue).toArray();
  }

  /** Adds what another estimate has {@link #kept}. */
  void restore(long[] hashes) {
    for (long hash : hashes) {
      keep(hash);
    }
  }

  private void keep(long hash) {
    if (smallest.size() == KEPT && Long.compareUnsigned(hash, largestKept) >= 0) {
      return;
    }
    if (smallest.add(hash) && smallest.size() > KEPT) {
      smallest.pollLast();
    }
    largestKept = smallest.last();
  }

  /** Returns the number of different values. */
  public long estimate() {
    if (smallest.size() < KEPT) {
      return smallest.size();
    }
    double fraction = ((largestKept >>> 1) * 2.0 + 1) / RANGE;
    return Math.round((KEPT - 1) / fraction);
  }

  /** The finaliser of SplitMix64. */
  static long mix(long bits) {
    long mixed = bits + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
