package io.modelmon.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a feature counts as drifted.
 *
 * @param enabled whether drift is evaluated at all
 * @param alpha level of the adjusted p-values of a window, in (0, 1)
 * @param correction how they are adjusted for the number of features
 * @param effect least effect beyond sampling noise, in [0, 1)
 * @param consecutive flags in a row before a feature has drifted, ≥ 1 (key {@code for})
 * @param coolDown how long no second drift of a feature is reported after one was; 0 reports all
 * @param measures the measures that are computed and exported beside the deciding one, or null to
 *     leave that to {@link Detail}
 * @param features exceptions by feature name
 * @param multivariate comparisons of whole rows, none twice; empty for none
 * @param segments the segments whose values are compared each for itself; usually none
 */
public record DriftConfig(
    boolean enabled,
    double alpha,
    MultipleTests correction,
    double effect,
    int consecutive,
    Duration coolDown,
    @Nullable Set<DescriptiveMeasure> measures,
    Map<String, FeatureDrift> features,
    List<RowComparison> multivariate,
    List<String> segments) {

  /** The values of section "drift" when the file is silent. */
  public static final DriftConfig DEFAULT = new DriftConfig(true, 0.01, 0.05, 2, Map.of());

  /** Copies the collections. */
  public DriftConfig {
    measures = measures == null ? null : Set.copyOf(measures);
    features = Map.copyOf(features);
    multivariate = List.copyOf(multivariate);
    segments = List.copyOf(segments);
  }

  /** Creates settings by which segments are not compared. */
  public DriftConfig(
      boolean enabled,
      double alpha,
      MultipleTests correction,
      double effect,
      int consecutive,
      Duration coolDown,
      @Nullable Set<DescriptiveMeasure> measures,
      Map<String, FeatureDrift> features,
      List<RowComparison> multivariate) {
    this(
        enabled,
        alpha,
        correction,
        effect,
        consecutive,
        coolDown,
        measures,
        features,
        multivariate,
        List.of());
  }

  /** Creates settings with the usual correction, cool-down and measures. */
  public DriftConfig(
      boolean enabled,
      double alpha,
      double effect,
      int consecutive,
      Map<String, FeatureDrift> features) {
    this(
        enabled,
        alpha,
        MultipleTests.BENJAMINI_HOCHBERG,
        effect,
        consecutive,
        Duration.ofHours(24),
        null,
        features,
        List.of());
  }

  /**
   * An exception for one feature.
   *
   * @param enabled whether its drift is evaluated
   * @param effect its own least effect, or null for the model's
   * @param shared whether it stands in the defaults, which serve models without the feature, too
   */
  public record FeatureDrift(boolean enabled, @Nullable Double effect, boolean shared) {

    /** Creates an exception of the model's own. */
    public FeatureDrift(boolean enabled, @Nullable Double effect) {
      this(enabled, effect, false);
    }
  }
}
