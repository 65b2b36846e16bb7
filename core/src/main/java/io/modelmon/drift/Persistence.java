package io.modelmon.drift;

/**
 * Memory of one feature's flags: it has drifted after a number of flagged windows in a row, and is
 * stable again after as many windows in a row without.
 *
 * <p>Leave windows without a verdict out: they neither add nor reset.
 *
 * <p><b>Cost:</b> constant; two fields. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
public final class Persistence {

  private final int consecutive;

  /** Windows in a row that contradict {@link #drifted}. */
  private int contradictions;

  private boolean drifted;

  /**
   * Creates the memory of a stable feature.
   *
   * @param consecutive windows in a row that change the state, ≥ 1
   * @throws IllegalArgumentException when {@code consecutive} is below 1
   */
  public Persistence(int consecutive) {
    if (consecutive < 1) {
      throw new IllegalArgumentException("consecutive must be >= 1, was " + consecutive);
    }
    this.consecutive = consecutive;
  }

  /**
   * Adds the verdict of one window.
   *
   * @param flagged whether the window flags the feature
   * @return what that changed
   */
  public Transition update(boolean flagged) {
    contradictions = flagged == drifted ? 0 : contradictions + 1;
    if (contradictions < consecutive) {
      return Transition.NONE;
    }
    contradictions = 0;
    drifted = flagged;
    return flagged ? Transition.DETECTED : Transition.RESOLVED;
  }

  /** Returns whether the feature has drifted. */
  public boolean drifted() {
    return drifted;
  }
}
