package io.modelmon.performance.join;

import org.jspecify.annotations.Nullable;

/**
 * The predictions of one model that wait for labels, in all its versions, and the labels that come.
 *
 * <p>The rules are in the description of this package. Pairs go to the {@link JoinListener} the
 * join was opened with, during {@link #predicted}, {@link #labelled} or {@link #advance}.
 *
 * <p><b>Threads:</b> confined to one thread, which no method ever makes wait for a disk or a
 * database.
 */
public interface LabelJoin {

  /** Returns what turns ids into the two halves that are expected below; same thread. */
  IdHash ids();

  /** Returns the codes of versions, classes and segments. */
  JoinNames names();

  /**
   * Takes a prediction.
   *
   * @param prediction copied; of the shape the join was opened with
   */
  void predicted(long idHigh, long idLow, WaitingPrediction prediction);

  /**
   * Returns whether what is to become of a label of this id is known here at once: there is an
   * entry that it meets, or another place has to be asked in any case.
   */
  default boolean meets(long idHigh, long idLow) {
    return true;
  }

  /**
   * Takes a label.
   *
   * @param epochMillis when the label was made, if known, otherwise when it came
   * @param label a number, or the code of a class
   * @return its outcome, or null while it is open: it waits for its prediction, or a shared
   *     database has to be asked
   * @throws IllegalArgumentException when the label is NaN
   */
  @Nullable LabelOutcome labelled(long idHigh, long idLow, long epochMillis, double label);

  /**
   * Moves the clock, gives up what has waited too long, and delivers what was found out elsewhere.
   * Expected a few times a second.
   */
  void advance(long nowMillis);

  /**
   * Returns whether all that earlier processes left is known here, so that old labels, too, find
   * their predictions.
   */
  default boolean isReady() {
    return true;
  }

  /** Returns the present counts. */
  JoinAccount account();
}
