package io.modelmon.profile;

/**
 * How many independent values a reference is worth.
 *
 * @param values for p-values: along whatever shows the most dependence, ≥ 0
 * @param noise for the noise of the distance that decides, see {@code CategoryCounts.noiseN} and
 *     {@code GridTally.noiseN}; ≥ 0
 */
public record EffectiveSize(double values, double noise) {

  /** Returns the size of values that are worth the same in every respect. */
  public static EffectiveSize of(double values) {
    return new EffectiveSize(values, values);
  }

  /** Returns the size of two parts together, at most so many values. */
  EffectiveSize plus(EffectiveSize other, double n) {
    return new EffectiveSize(Math.min(n, values + other.values), Math.min(n, noise + other.noise));
  }
}
