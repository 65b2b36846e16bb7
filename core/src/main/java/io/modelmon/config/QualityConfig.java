package io.modelmon.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules about data quality are watched, and from when on one is broken.
 *
 * @param enabled whether any rule is watched
 * @param margin least rise of a share beyond sampling noise, in [0, 1)
 * @param consecutive flags in a row before there is an issue, ≥ 1 (key {@code for})
 * @param rules rules by their key that are switched on or off; a rule that is not there is on
 * @param features exceptions by feature name
 */
public record QualityConfig(
    boolean enabled,
    double margin,
    int consecutive,
    Map<String, Boolean> rules,
    Map<String, FeatureQuality> features) {

  /** The values of section "quality" when the file is silent. */
  public static final QualityConfig DEFAULT = new QualityConfig(true, 0.05, 2, Map.of(), Map.of());

  /** Copies the maps. */
  public QualityConfig {
    rules = Map.copyOf(rules);
    features = Map.copyOf(features);
  }

  /**
   * An exception for one feature.
   *
   * @param enabled whether any rule is watched for it
   * @param min the least number it may hold, or null for that of the reference
   * @param max the greatest number it may hold, or null for that of the reference
   * @param margin its own margin, or null for the model's
   * @param rules rules by their key that are switched on or off for it
   * @param shared whether it stands in the defaults, which serve models without the feature, too
   */
  public record FeatureQuality(
      boolean enabled,
      @Nullable Double min,
      @Nullable Double max,
      @Nullable Double margin,
      Map<String, Boolean> rules,
      boolean shared) {

    /** Nothing is declared. */
    public static final FeatureQuality NONE = new FeatureQuality(true, null, null, null, Map.of());

    /** Copies the map. */
    public FeatureQuality {
      rules = Map.copyOf(rules);
    }

    /** Creates an exception of the model's own. */
    public FeatureQuality(
        boolean enabled,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double margin,
        Map<String, Boolean> rules) {
      this(enabled, min, max, margin, rules, false);
    }
  }

  /** Returns the exception for a feature, or one that says nothing. */
  public FeatureQuality feature(String name) {
    FeatureQuality own = features.get(name);
    return own == null ? FeatureQuality.NONE : own;
  }

  /** Returns whether a rule, by its key, is watched for the rows of the model. */
  public boolean watches(String rule) {
    return enabled && isOn(rules.get(rule));
  }

  /** Returns whether a rule, by its key, is watched for a feature. */
  public boolean watches(String rule, String feature) {
    FeatureQuality own = feature(feature);
    Boolean choice = own.rules().get(rule);
    return enabled && own.enabled() && isOn(choice == null ? rules.get(rule) : choice);
  }

  /** Returns the margin of a feature. */
  public double margin(String feature) {
    Double own = feature(feature).margin();
    return own == null ? margin : own;
  }

  private static boolean isOn(@Nullable Boolean choice) {
    return choice == null || choice;
  }
}
