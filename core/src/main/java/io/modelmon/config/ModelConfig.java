package io.modelmon.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of one entry of {@code models:}, defaults filled in.
 *
 * @param name the model's name
 * @param version the model's version
 * @param predict the methods to weave, at least one
 * @param features the inputs
 * @param prediction the outputs
 * @param reference what live data is compared with
 * @param window when windows close
 * @param sampling which share of calls is captured
 * @param drift when a feature has drifted
 * @param quality which rules about data quality are watched
 * @param labels how labels find their predictions
 * @param performance how the performance of closed windows is judged
 * @param alerts when somebody is to be told
 * @param detail how much is exported
 * @param overrides whole settings for single names where {@code name} is read from the call; each
 *     has its name as a literal and the rules of this model
 * @param line the entry's line in the file, counted from 1
 */
public record ModelConfig(
    ModelName name,
    ModelVersion version,
    List<MethodRule> predict,
    FeaturesConfig features,
    PredictionConfig prediction,
    ReferenceConfig reference,
    WindowConfig window,
    SamplingConfig sampling,
    DriftConfig drift,
    QualityConfig quality,
    LabelsConfig labels,
    PerformanceConfig performance,
    AlertsConfig alerts,
    Detail detail,
    Map<String, ModelConfig> overrides,
    int line) {

  /** Copies the collections. */
  public ModelConfig {
    predict = List.copyOf(predict);
    overrides = Map.copyOf(overrides);
  }

  /** Returns these settings with other alerts. */
  public ModelConfig with(AlertsConfig other) {
    return new ModelConfig(
        name,
        version,
        predict,
        features,
        prediction,
        reference,
        window,
        sampling,
        drift,
        quality,
        labels,
        performance,
        other,
        detail,
        overrides,
        line);
  }

  /** Creates settings of which nobody is told and by which everything is captured. */
  public ModelConfig(
      ModelName name,
      ModelVersion version,
      List<MethodRule> predict,
      FeaturesConfig features,
      PredictionConfig prediction,
      ReferenceConfig reference,
      WindowConfig window,
      DriftConfig drift,
      QualityConfig quality,
      LabelsConfig labels,
      PerformanceConfig performance,
      Detail detail,
      Map<String, ModelConfig> overrides,
      int line) {
    this(
        name,
        version,
        predict,
        features,
        prediction,
        reference,
        window,
        SamplingConfig.DEFAULT,
        drift,
        quality,
        labels,
        performance,
        AlertsConfig.NONE,
        detail,
        overrides,
        line);
  }

  /** Returns the drift measures to export beside the deciding one: as listed, else by detail. */
  public Set<DescriptiveMeasure> describingMeasures() {
    Set<DescriptiveMeasure> listed = drift.measures();
    if (listed != null) {
      return listed;
    }
    return detail == Detail.FULL
        ? EnumSet.allOf(DescriptiveMeasure.class)
        : EnumSet.noneOf(DescriptiveMeasure.class);
  }

  /** Creates settings without labels. */
  public ModelConfig(
      ModelName name,
      ModelVersion version,
      List<MethodRule> predict,
      FeaturesConfig features,
      PredictionConfig prediction,
      ReferenceConfig reference,
      WindowConfig window,
      DriftConfig drift,
      QualityConfig quality,
      Detail detail,
      Map<String, ModelConfig> overrides,
      int line) {
    this(
        name,
        version,
        predict,
        features,
        prediction,
        reference,
        window,
        drift,
        quality,
        LabelsConfig.NONE,
        PerformanceConfig.DEFAULT,
        detail,
        overrides,
        line);
  }

  /** Creates settings with all rules about data quality at their defaults. */
  public ModelConfig(
      ModelName name,
      ModelVersion version,
      List<MethodRule> predict,
      FeaturesConfig features,
      PredictionConfig prediction,
      ReferenceConfig reference,
      WindowConfig window,
      DriftConfig drift,
      Detail detail,
      Map<String, ModelConfig> overrides,
      int line) {
    this(
        name,
        version,
        predict,
        features,
        prediction,
        reference,
        window,
        drift,
        QualityConfig.DEFAULT,
        detail,
        overrides,
        line);
  }

  /** Returns the settings for a resolved name. */
  public ModelConfig forName(String resolvedName) {
    return overrides.getOrDefault(resolvedName, this);
  }
}
