package io.modelmon.sketch;

import org.jspecify.annotations.Nullable;

/**
 * How often something rare occurs in the calls of another series, and how many independent values
 * its share rests on.
 *
 * <p>Rare values come in bursts of their own, which the dependence of the other series need not
 * show. Nothing is kept before the first hit: until then the series is 0 in all calls, and its sums
 * follow from the sizes of the calls.
 *
 * <p><b>Cost:</b> none per call before the first hit; then as {@link LagSums#recordHits}. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class RareHits {

  private @Nullable LagSums own;
  private long hits;
  private int settled;

  /** Creates an empty series. */
  public RareHits() {}

  /**
   * Adds a call; call this before the other series ends it.
   *
   * @param before the other series, without this call
   * @param rows rows of the call, ≥ 1
   * @param hits how many of them are hits
   */
  public void recordCall(LagSums before, int rows, int hits) {
    if (hits > 0 || own != null) {
      this.hits += hits;
      started(before).recordHits(rows, hits);
    }
  }

  /** Adds many calls of one row each without a hit. */
  public void recordZeros(long calls) {
    if (own != null) {
      own.recordZeros(calls);
    }
  }

  /**
   * Adds a hit in a block of calls of one row each; indices ascend, and {@link #endBlock} follows.
   *
   * @param before the other series, without the block
   * @param index of the call in the block
   */
  void hit(LagSums before, int index) {
    LagSums series = started(before);
    series.recordZeros(index - settled);
    series.recordHits(1, 1);
    settled = index + 1;
    hits++;
  }

  /** Ends a block of calls of one row each. */
  void endBlock(int calls) {
    recordZeros(calls - settled);
    settled = 0;
  }

  private LagSums started(LagSums before) {
    LagSums series = own;
    if (series == null) {
      series = before.zeros();
      own = series;
    }
    return series;
  }

  /**
   * Returns hits of a series that has ended.
   *
   * @param hits their number, ≥ 1
   * @param series see {@link #series}
   * @param calls the other series, with the same calls
   * @throws IllegalArgumentException when these do not fit together
   */
  public static RareHits of(long hits, LagSums series, LagSums calls) {
    if (hits < 1 || hits > series.n() || series.n() != calls.n() || series.sum() != hits) {
      throw new IllegalArgumentException(
          "%d hits in a series of %d values and %s hits do not fit to %d values"
              .formatted(hits, series.n(), series.sum(), calls.n()));
    }
    RareHits restored = new RareHits();
    restored.own = series;
    restored.hits = hits;
    return restored;
  }

  /** Returns the series of hits, null before the first; a live view. */
  public @Nullable LagSums series() {
    return own;
  }

  /** Returns the number of hits. */
  public long hits() {
    return hits;
  }

  /**
   * Returns how many independent values the share of hits rests on.
   *
   * @param calls the other series, with the same calls
   */
  public double effectiveN(LagSums calls) {
    return own == null ? calls.n() : own.effectiveN();
  }

  /**
   * Adds other hits; call this before the series of calls are merged.
   *
   * @param calls the series that belongs to these hits
   * @param otherCalls the one that belongs to the others
   */
  public void merge(LagSums calls, RareHits other, LagSums otherCalls) {
    if (own != null || other.own != null) {
      LagSums added = other.own == null ? otherCalls.zeros() : other.own;
      started(calls).merge(added);
      hits += other.hits;
    }
  }
}
