package io.modelmon.config;

/**
 * How the performance of closed windows is judged.
 *
 * @param enabled whether it is at all
 * @param minLabels the labels from which on a window is evaluated, ≥ 1
 * @param conceptDrift whether the errors are watched for a change
 */
public record PerformanceConfig(boolean enabled, int minLabels, boolean conceptDrift) {

  /** The values of section "performance" when the file is silent. */
  public static final PerformanceConfig DEFAULT = new PerformanceConfig(true, 200, true);
}
