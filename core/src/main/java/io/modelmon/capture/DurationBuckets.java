package io.modelmon.capture;

/**
 * The fixed bounds of every call-duration histogram: 1, 2, 5 steps from 1 µs to 60 s, upper bound
 * inclusive, as in an OpenTelemetry explicit-bucket histogram.
 */
public final class DurationBuckets {

  private static final long LEAST_BOUND_NANOS = 1_000L;

  private static final long[] BOUNDS_NANOS = {
    LEAST_BOUND_NANOS,
    2_000L,
    5_000L,
    10_000L,
    20_000L,
    50_000L,
    100_000L,
    200_000L,
    500_000L,
    1_000_000L,
    2_000_000L,
    5_000_000L,
    10_000_000L,
    20_000_000L,
    50_000_000L,
    100_000_000L,
    200_000_000L,
    500_000_000L,
    1_000_000_000L,
    2_000_000_000L,
    5_000_000_000L,
    10_000_000_000L,
    30_000_000_000L,
    60_000_000_000L
  };

  /** The number of buckets, the last of which is open. */
  public static final int COUNT = BOUNDS_NANOS.length + 1;

  /**
   * By the number of bits of a duration, the first bucket it may be in. Each bound is at least
   * twice the one before, so of the durations with as many bits at most one bound is left to
   * compare with.
   */
  private static final byte[] FIRST = firstByBits();

  private DurationBuckets() {}

  /** Returns the bucket of a duration in nanoseconds: the first whose bound is not below it. */
  public static int indexOf(long nanos) {
    if (nanos <= LEAST_BOUND_NANOS) {
      return 0; // Calls so short are many in a row: foretold, none waits for the loads below.
    }
    int first = FIRST[Long.SIZE - Long.numberOfLeadingZeros(nanos)];
    return first < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[first] ? first + 1 : first;
  }

  private static byte[] firstByBits() {
    byte[] first = new byte[Long.SIZE];
    for (int bits = 0; bits < first.length; bits++) {
      long least = bits == 0 ? 0 : 1L << (bits - 1);
      while (first[bits] < BOUNDS_NANOS.length && BOUNDS_NANOS[first[bits]] < least) {
        first[bits]++;
      }
    }
    return first;
  }

  /** Returns a copy of the upper bounds in nanoseconds, one fewer than there are buckets. */
  public static long[] boundsNanos() {
    return BOUNDS_NANOS.clone();
  }
}
