package io.modelmon.monitor;

import io.modelmon.alert.indicator.Reading;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The share of the predictions of a window that have a label once labels have been waited for.
 * Before, a slow feed cannot be told from a broken one; a window for which no label ever came has a
 * share of 0.
 *
 * <p><b>Cost:</b> three numbers per window that waits, at most {@value #MAX_WINDOWS}. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class LabelCoverage {

  static final int MAX_WINDOWS = 4_096;

  private static final class Window {
    long predictions;
    long labels;
    long closedNanos;
    boolean closed;
  }

  private final long patienceNanos;
  private final TreeMap<Long, Window> windows = new TreeMap<>();
  private long predictions;
  private long labels;

  LabelCoverage(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** Counts a prediction with an id. */
  void predicted(long number) {
    windows.computeIfAbsent(number, unused -> new Window()).predictions++;
    if (windows.size() > MAX_WINDOWS) {
      windows.pollFirstEntry();
    }
  }

  /** Counts a label; one that came too late finds its window gone. */
  void labelled(long number) {
    Window window = windows.get(number);
    if (window != null) {
      window.labels++;
    }
  }

  /** Notes that a window has closed, and settles those that have waited. */
  void closed(long number, long nanoTime) {
    Window newest = windows.get(number);
    if (newest != null) {
      newest.closed = true;
      newest.closedNanos = nanoTime;
    }
    while (!windows.isEmpty()) {
      Map.Entry<Long, Window> oldest = windows.firstEntry();
      Window window = oldest.getValue();
      boolean waited = window.closed && nanoTime - window.closedNanos >= patienceNanos;
      boolean lost = !window.closed && oldest.getKey() < number;
      if (!waited && !lost) {
        return;
      }
      windows.pollFirstEntry();
      predictions += lost ? 0 : window.predictions;
      labels += lost ? 0 : Math.min(window.labels, window.predictions);
    }
  }

  /** Returns the share of all windows that settled since the last call, and forgets them. */
  Reading take() {
    Reading share =
        predictions == 0
            ? Reading.UNKNOWN
            : new Reading((double) labels / predictions, predictions);
    predictions = 0;
    labels = 0;
    return share;
  }
}
