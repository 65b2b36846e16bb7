package io.modelmon.benchmarks.detection;

import io.modelmon.detector.ChangeDetector;
import io.modelmon.detector.DetectorState;
import java.util.SplittableRandom;

/** The baseline: cries by chance, once in so many values on average, whatever they are. */
final class Dummy implements ChangeDetector {

  private final double rate;
  private final SplittableRandom random;
  private DetectorState state = DetectorState.STABLE;

  Dummy(double runLength, SplittableRandom random) {
    this.rate = 1 / runLength;
    this.random = random;
  }

  @Override
  public DetectorState update(double value) {
    state = random.nextDouble() < rate ? DetectorState.DRIFT : DetectorState.STABLE;
    return state;
  }

  @Override
  public DetectorState state() {
    return state;
  }

  @Override
  public void reset() {
    state = DetectorState.STABLE;
  }
}
