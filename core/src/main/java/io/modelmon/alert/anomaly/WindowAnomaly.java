package io.modelmon.alert.anomaly;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How unusual the numbers of a window are together: the share of the windows of the history that
 * are at least as unusual.
 *
 * <p>The history is divided in two. What is usual is learned from each half, and the windows of the
 * other are scored by it, so that none is judged by what was learned from itself. While windows are
 * exchangeable the share is a p-value up to a factor of at most two, whatever the numbers are
 * distributed like; it is never below 1/(n + 1). Windows that depend on each other make alarms come
 * together, not more often.
 *
 * <p><b>Input:</b> rows of finite numbers; a row with NaN is neither judged nor remembered. <br>
 * <b>Output:</b> in (0, 1]; NaN before {@value #WARM_UP} rows. <br>
 * <b>Cost:</b> {@value #HISTORY} rows, at most one an hour; learned anew after every {@value
 * #RENEW} of them, which takes some 10 to 50 ms. <b>Threads:</b> confined to the monitor thread.
 *
 * @see "Vovk: Cross-conformal Predictors, Annals of Mathematics and Artificial Intelligence 2015"
 */
public final class WindowAnomaly {

  static final int HISTORY = 720;
  static final int WARM_UP = 168;
  static final int RENEW = 24;

  /** Windows of an hour close at the first call after it, so the next may seem to come early. */
  private static final long LEAST_NANOS = TimeUnit.MINUTES.toNanos(54);

  private static final int HALVES = 2;

  /** What was learned from one half, and the scores of the other. */
  @SuppressWarnings("ArrayRecordComponent") // never modified after construction
  private record Half(Scorer scorer, double[] sortedScores) {

    /** Returns how many of the other half are at least as unusual as a row. */
    int atLeast(double[] row) {
      double score = scorer.score(row);
      int below = 0;
      while (below < sortedScores.length && sortedScores[below] < score) {
        below++;
      }
      return sortedScores.length - below;
    }
  }

  private final AnomalyMethod method;
  private final Deque<double[]> history = new ArrayDeque<>();
  private @Nullable RowScale scale;
  private Half[] halves = new Half[0];
  private int sinceLearned;
  private long newest = Long.MIN_VALUE;

  /** Creates an empty memory. */
  public WindowAnomaly(AnomalyMethod method) {
    this.method = method;
  }

  /**
   * Judges a window, then remembers it.
   *
   * @param row the same numbers in the same order every time
   */
  public double update(long epochNanos, double[] row) {
    if (!Arrays.stream(row).allMatch(Double::isFinite)) {
      return Double.NaN;
    }
    double share = share(row);
    if (newest == Long.MIN_VALUE || epochNanos - newest >= LEAST_NANOS) {
      newest = epochNanos;
      remember(row.clone());
    }
    return share;
  }

  /** Returns how many windows are behind the share. */
  public int size() {
    return Arrays.stream(halves).mapToInt(half -> half.sortedScores.length).sum();
  }

  private double share(double[] row) {
    RowScale known = scale;
    if (known == null) {
      return Double.NaN;
    }
    double[] scaled = known.scaled(row);
    int atLeast = 0;
    for (Half half : halves) {
      atLeast += half.atLeast(scaled);
    }
    return (1.0 + atLeast) / (1.0 + size());
  }

  private void remember(double[] row) {
    history.addLast(row);
    if (history.size() > HISTORY) {
      history.removeFirst();
    }
    sinceLearned++;
    if (history.size() >= WARM_UP && (scale == null || sinceLearned >= RENEW)) {
      sinceLearned = 0;
      learn();
    }
  }

  /** Windows by turns of a day go to either half, so that neighbours are mostly in the same. */
  private void learn() {
    double[][] rows = history.toArray(double[][]::new);
    RowScale learned = new RowScale(rows);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = learned.scaled(rows[i]);
    }
    double[][][] parts = new double[HALVES][][];
    for (int half = 0; half < HALVES; half++) {
      int part = half;
      parts[half] =
          IntStream.range(0, rows.length)
              .filter(i -> i / RENEW % HALVES == part)
              .mapToObj(i -> rows[i])
              .toArray(double[][]::new);
    }
    Half[] fitted = new Half[HALVES];
    for (int half = 0; half < HALVES; half++) {
      Scorer scorer = method.fit(parts[half], half + 1L);
      double[] scores =
          Arrays.stream(parts[1 - half]).mapToDouble(scorer::score).sorted().toArray();
      fitted[half] = new Half(scorer, scores);
    }
    scale = learned;
    halves = fitted;
  }
}
