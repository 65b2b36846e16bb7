package io.modelmon.benchmarks.load;

/** A histogram of durations with eight buckets for each power of two. */
final class Latencies {

  private static final int SUB_BITS = 3;

  private final long[] counts = new long[Long.SIZE << SUB_BITS];

  void record(long nanos) {
    counts[index(Math.max(1, nanos))]++;
  }

  void add(Latencies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** Returns the upper end of the bucket that holds a quantile, 0 when nothing was recorded. */
  long quantile(double share) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long rank = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return upper(i);
      }
    }
    return 0;
  }

  private static int index(long nanos) {
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
    int sub =
        exponent >= SUB_BITS ? (int) (nanos >>> (exponent - SUB_BITS)) & ((1 << SUB_BITS) - 1) : 0;
    return exponent << SUB_BITS | sub;
  }

  private static long upper(int index) {
    int exponent = index >>> SUB_BITS;
    int sub = index & ((1 << SUB_BITS) - 1);
    return exponent < SUB_BITS
        ? 2L << exponent
        : (long) ((1 << SUB_BITS) + sub + 1) << (exponent - SUB_BITS);
  }
}
