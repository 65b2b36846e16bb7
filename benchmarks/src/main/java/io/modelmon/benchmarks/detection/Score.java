package io.modelmon.benchmarks.detection;

import io.modelmon.detector.ChangeDetector;
import io.modelmon.detector.DetectorState;
import java.util.Arrays;

/**
 * What one detector did on many episodes.
 *
 * <p>A false alarm is any alarm before the change; an episode is missed when no alarm follows it;
 * the delay of the others is the number of rows from the change to the first alarm, both included.
 */
final class Score {

  private final int[] delays;
  private int detected;
  private int episodes;
  private long falseAlarms;
  private long undisturbed;

  Score(int capacity) {
    this.delays = new int[capacity];
  }

  void add(Episode episode, ChangeDetector detector) {
    byte[] errors = episode.errors();
    episodes++;
    undisturbed += episode.change();
    for (int i = 0; i < errors.length; i++) {
      if (detector.update(errors[i]) != DetectorState.DRIFT) {
        continue;
      }
      if (i >= episode.change()) {
        delays[detected++] = i - episode.change() + 1;
        return;
      }
      falseAlarms++;
    }
  }

  /** Adds all of another's episodes. */
  void addAll(Score other) {
    System.arraycopy(other.delays, 0, delays, detected, other.detected);
    detected += other.detected;
    episodes += other.episodes;
    falseAlarms += other.falseAlarms;
    undisturbed += other.undisturbed;
  }

  /** Returns false alarms in ten thousand rows without a change. */
  double falseAlarmsPer10000() {
    return 1e4 * falseAlarms / undisturbed;
  }

  /** Returns the share of changes that were not found, in [0, 1]. */
  double missedShare() {
    return 1 - (double) detected / episodes;
  }

  /** Returns a quantile of the delays of the changes that were found; NaN when none was. */
  double delay(double quantile) {
    if (detected == 0) {
      return Double.NaN;
    }
    int[] sorted = Arrays.copyOf(delays, detected);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(detected - 1, Math.floor(quantile * detected))];
  }

  int episodes() {
    return episodes;
  }
}
