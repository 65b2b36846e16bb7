package io.modelmon.drift;

/**
 * The outcome of one drift measure.
 *
 * @param name the value of the telemetry attribute {@code modelmon.drift.measure}: {@code ks},
 *     {@code tv}, {@code chi2}, {@code psi}, {@code js}, {@code wasserstein}, {@code
 *     wasserstein_scaled}, {@code missing}
 * @param statistic larger is more drift; NaN unless {@code status} is OK
 * @param pValue in [0, 1]; NaN where the measure has none
 * @param noise the level that sampling alone exceeds once in a hundred, in the statistic's unit;
 *     NaN where it has none
 * @param status whether the statistic is defined
 */
public record Measure(
    String name, double statistic, double pValue, double noise, DriftStatus status) {

  /** Returns an undefined result. */
  public static Measure undefined(String name, DriftStatus status) {
    return new Measure(name, Double.NaN, Double.NaN, Double.NaN, status);
  }
}
