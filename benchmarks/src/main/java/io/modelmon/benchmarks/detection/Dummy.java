package io.modelmon.benchmarks.detection;

import io.modelmon.detector.ChangeDetector;
import io.modelmon.detector.DetectorState;

/** The baseline: cries at every so many values, whatever they are. */
final class Dummy implements ChangeDetector {

  private final int period;
  private int seen;
  private DetectorState state = DetectorState.STABLE;

  Dummy(int period) {
    this.period = period;
  }

  @Override
  public DetectorState update(double value) {
    seen++;
    state = seen % period == 0 ? DetectorState.DRIFT : DetectorState.STABLE;
    return state;
  }

  @Override
  public DetectorState state() {
    return state;
  }

  @Override
  public void reset() {
    seen = 0;
    state = DetectorState.STABLE;
  }
}
