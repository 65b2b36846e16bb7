package io.modelmon.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a feature counts as drifted.
 *
 * @param enabled whether drift is evaluated at all
 * @param alpha false discovery rate over the features of a window, in (0, 1)
 * @param effect least effect beyond sampling noise, in [0, 1)
 * @param consecutive flags in a row before a feature has drifted, ≥ 1 (key {@code for})
 * @param coolDown how long no second drift of a feature is reported after one was; 0 reports all
 * @param features exceptions by feature name
 */
public record DriftConfig(
    boolean enabled,
    double alpha,
    double effect,
    int consecutive,
    Duration coolDown,
    Map<String, FeatureDrift> features) {

  /** The values of section "drift" when the file is silent. */
  public static final DriftConfig DEFAULT =
      new DriftConfig(true, 0.01, 0.05, 2, Duration.ofHours(24), Map.of());

  /** Copies the exceptions. */
  public DriftConfig {
    features = Map.copyOf(features);
  }

  /**
   * An exception for one feature.
   *
   * @param enabled whether its drift is evaluated
   * @param effect its own least effect, or null for the model's
   */
  public record FeatureDrift(boolean enabled, @Nullable Double effect) {}
}
