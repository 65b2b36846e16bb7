package io.modelmon.detector;

/** A detector that starts afresh after a fixed number of values, and after each drift. */
final class RestartingDetector implements ChangeDetector {

  private final ChangeDetector detector;
  private final int horizon;
  private int seen;

  RestartingDetector(ChangeDetector detector, int horizon) {
    this.detector = detector;
    this.horizon = horizon;
  }

  @Override
  public DetectorState update(double value) {
    if (Double.isNaN(value)) {
      return detector.state();
    }
    if (seen == horizon || detector.state() == DetectorState.DRIFT) {
      reset();
    }
    DetectorState state = detector.update(value);
    seen++;
    return state;
  }

  @Override
  public DetectorState state() {
    return detector.state();
  }

  @Override
  public void reset() {
    detector.reset();
    seen = 0;
  }
}
