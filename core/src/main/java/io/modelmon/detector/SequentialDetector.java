package io.modelmon.detector;

/** What the detectors share: NaN passes by, and the state lasts until the next value. */
abstract class SequentialDetector implements ChangeDetector {

  private DetectorState state = DetectorState.STABLE;

  @Override
  public final DetectorState update(double value) {
    if (!Double.isNaN(value)) {
      state = next(value);
    }
    return state;
  }

  @Override
  public final DetectorState state() {
    return state;
  }

  @Override
  public final void reset() {
    clear();
    state = DetectorState.STABLE;
  }

  /**
   * Takes a value that is not NaN.
   *
   * @return the state after it
   * @throws IllegalArgumentException when it lies outside the domain; nothing has changed then
   */
  abstract DetectorState next(double value);

  /** Forgets all values. */
  abstract void clear();
}
