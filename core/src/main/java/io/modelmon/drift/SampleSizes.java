package io.modelmon.drift;

/**
 * The sizes of the two sides of a comparison.
 *
 * @param referenceN values of the reference, ≥ 0
 * @param referenceEffectiveN how many independent values those are worth, in [0, referenceN]
 * @param currentN values of the current window, ≥ 0
 * @param currentEffectiveN how many independent values those are worth, in [0, currentN]
 */
public record SampleSizes(
    long referenceN, double referenceEffectiveN, long currentN, double currentEffectiveN) {

  /** Sizes that were not recorded. */
  public static final SampleSizes UNKNOWN = new SampleSizes(0, 0, 0, 0);

  /** Returns the sizes of two sides. */
  public static SampleSizes of(Counts reference, Counts current) {
    return new SampleSizes(
        reference.n(), reference.effectiveN(), current.n(), current.effectiveN());
  }

  /** Returns the sizes of two samples of independent values. */
  public static SampleSizes independent(long referenceN, long currentN) {
    return new SampleSizes(referenceN, referenceN, currentN, currentN);
  }
}
