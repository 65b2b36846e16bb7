package io.modelmon.drift;

/** The one level at which every measure states its noise. */
final class NoiseLevel {

  /** Share of undrifted comparisons that exceed the noise of their measure. */
  static final double TAIL = 0.01;

  private NoiseLevel() {}
}
