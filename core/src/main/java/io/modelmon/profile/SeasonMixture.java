package io.modelmon.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * A mixture of counted distributions, each weighted by how much of a window it stands for.
 *
 * <p><b>Output:</b> as many values as could be drawn from the parts in these proportions without
 * drawing one twice: with shares w and sizes n the least of n / w; its effective size is the least
 * of e / w. The variance of a mixed share is at most that of this many independent values, since
 * the shares of the parts vary less than their mixture. <br>
 * <b>Error:</b> shares of the cumulative distribution are rounded to half a value; a single part is
 * exact.
 */
final class SeasonMixture {

  private final long[] whole;
  private final double worth;
  private final List<Part> parts = new ArrayList<>();
  private long weight;

  @SuppressWarnings("ArrayRecordComponent") // never leaves this class
  private record Part(long[] counts, long n, long weight) {}

  /**
   * Creates an empty mixture.
   *
   * @param whole what is expected of a window without weight, and the limit of the size
   * @param worth independent values per value, in [0, 1]
   */
  SeasonMixture(long[] whole, double worth) {
    this.whole = whole;
    this.worth = worth;
  }

  /** Adds a part; parts that are one and the same array are one. */
  void add(long[] counts, long values) {
    if (values == 0) {
      return;
    }
    weight += values;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).counts == counts) {
        parts.set(i, new Part(counts, parts.get(i).n, parts.get(i).weight + values));
        return;
      }
    }
    parts.add(new Part(counts, Counting.sum(counts), values));
  }

  Expectation expectation() {
    if (parts.isEmpty()) {
      return of(whole, Counting.sum(whole));
    }
    if (parts.size() == 1) {
      return of(parts.get(0).counts, parts.get(0).n);
    }
    double size = Counting.sum(whole);
    for (Part part : parts) {
      size = Math.min(size, (double) part.n / part.weight * weight);
    }
    long n = (long) size;
    long[] cells = new long[whole.length];
    double share = 0;
    long given = 0;
    for (int cell = 0; cell < cells.length; cell++) {
      for (Part part : parts) {
        share += (double) part.counts[cell] / part.n * part.weight / weight;
      }
      long upTo = cell + 1 == cells.length ? n : Math.min(n, Math.round(share * n));
      cells[cell] = upTo - given;
      given = upTo;
    }
    return of(cells, n);
  }

  private Expectation of(long[] cells, long n) {
    return new Expectation(cells, n, Math.min((double) n, worth * n));
  }
}
