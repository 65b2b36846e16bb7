package io.modelmon.quality;

import io.modelmon.drift.DriftVerdict;
import io.modelmon.sketch.LagSums;
import java.util.Arrays;

/**
 * The share of rows that equal one of the {@value #REACH} rows before them.
 *
 * <p>References do not say how often rows repeat, and models with few features repeat them all the
 * time. So the first {@value #BASELINE_ROWS} rows are the baseline, and an issue is a share that is
 * up by noise and margin together against theirs. What was wrong from the start stays unnoticed.
 *
 * <p><b>Input:</b> 64-bit hashes of rows in order, by call. <br>
 * <b>Error:</b> a row whose bucket is full of newer ones is forgotten early, less than once in a
 * thousand rows; two different rows with the same hash count as equal. <br>
 * <b>Cost:</b> four comparisons per row, for at most {@value #MAX_ROWS} rows of a window; 24 kB.
 * <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
public final class DuplicateRows {

  /** How far back a row is looked for. */
  public static final int REACH = 256;

  /** Rows of a window that are looked at; further ones cost nothing. */
  public static final int MAX_ROWS = 16_384;

  /** Rows that make the baseline. */
  public static final int BASELINE_ROWS = 5_000;

  /** Even rows that all depend on each other make a baseline then, one that knows little. */
  private static final int MAX_BASELINE_ROWS = 10 * BASELINE_ROWS;

  private static final int BUCKETS = 512;
  private static final int WAYS = 4;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final long[] hashes = new long[BUCKETS * WAYS];
  private final long[] positions = new long[BUCKETS * WAYS];
  private long position;
  private Series window = new Series();
  private Baseline baseline = Baseline.UNKNOWN;
  private Series first = new Series();

  /** Hits in calls. */
  private static final class Series {
    private final LagSums lags = new LagSums();
    private long hits;
    private int openRows;
    private int openHits;

    void record(boolean hit) {
      openRows++;
      openHits += hit ? 1 : 0;
    }

    void endCall() {
      if (openRows > 0) {
        lags.recordHits(openRows, openHits);
        hits += openHits;
        openRows = 0;
        openHits = 0;
      }
    }

    Rate rate() {
      return new Rate(hits, lags.n(), lags.effectiveN());
    }
  }

  /** Creates a counter without a baseline. */
  public DuplicateRows() {
    Arrays.fill(positions, NEVER);
  }

  /** Returns whether further rows of the window are looked at. */
  public boolean wantsMore() {
    return window.lags.n() < MAX_ROWS;
  }

  /** Adds a row of the open call. */
  public void record(long hash) {
    boolean duplicate = remember(hash);
    if (baseline.known()) {
      window.record(duplicate);
    } else if (position > REACH) { // the first rows have fewer before them
      first.record(duplicate);
    }
  }

  /** Ends the open call. */
  public void endCall() {
    window.endCall();
    first.endCall();
    if (!baseline.known() && first.lags.n() >= BASELINE_ROWS) {
      Rate rate = first.rate();
      if (rate.effectiveN() >= DriftVerdict.MIN_EFFECTIVE_N || rate.n() >= MAX_BASELINE_ROWS) {
        baseline = new Baseline(rate.share(), rate.effectiveN());
        first = new Series();
      }
    }
  }

  /** Keeps a row in place of the oldest of its bucket; returns whether it was there recently. */
  private boolean remember(long hash) {
    int start = (int) (hash >>> 32 & (BUCKETS - 1)) * WAYS;
    int oldest = start;
    position++;
    for (int i = start; i < start + WAYS; i++) {
      if (hashes[i] == hash && position - positions[i] <= REACH) {
        positions[i] = position;
        return true;
      }
      oldest = positions[i] < positions[oldest] ? i : oldest;
    }
    hashes[oldest] = hash;
    positions[oldest] = position;
    return false;
  }

  /** Returns what the open window says. */
  public QualityResult evaluate(double margin) {
    return ShareRise.judge(QualityRule.DUPLICATE_ROWS, baseline, window.rate(), margin);
  }

  /** Starts a new window; the rows before stay known. */
  public void closeWindow() {
    window.endCall();
    window = new Series();
  }
}
