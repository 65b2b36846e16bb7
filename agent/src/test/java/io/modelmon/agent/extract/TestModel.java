package io.modelmon.agent.extract;

import io.modelmon.config.Detail;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.Expression;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelName;
import io.modelmon.config.ModelVersion;
import io.modelmon.config.PredictionConfig;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.config.WindowConfig;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.TaskType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds model configurations. */
final class TestModel {

  private ModelName name = new ModelName("m", null, Set.of(), 100);
  private ModelVersion version = ModelVersion.UNKNOWN;
  private FeaturesConfig features = FeaturesConfig.DEFAULT;
  private PredictionConfig prediction = PredictionConfig.DEFAULT;
  private Map<String, ModelConfig> overrides = Map.of();

  static TestModel model() {
    return new TestModel();
  }

  TestModel name(String literal) {
    name = new ModelName(literal, null, Set.of(), 100);
    return this;
  }

  TestModel nameFrom(Expression from, int max, String... only) {
    name = new ModelName(null, from, Set.of(only), max);
    return this;
  }

  TestModel versionFrom(Expression from) {
    version = new ModelVersion("", from);
    return this;
  }

  TestModel features(Expression from, String... names) {
    features = new FeaturesConfig(from, Map.of(), List.of(names), Map.of(), Set.of(), Set.of());
    return this;
  }

  TestModel fields(Map<String, Expression> fields) {
    features = new FeaturesConfig(null, fields, List.of(), Map.of(), Set.of(), Set.of());
    return this;
  }

  TestModel exclude(String... excluded) {
    features =
        new FeaturesConfig(
            features.from(),
            features.fields(),
            features.names(),
            features.types(),
            features.sensitive(),
            Set.of(excluded));
    return this;
  }

  TestModel types(Map<String, FeatureType> types) {
    features =
        new FeaturesConfig(
            features.from(),
            features.fields(),
            features.names(),
            types,
            features.sensitive(),
            features.exclude());
    return this;
  }

  TestModel prediction(Expression from, @Nullable TaskType type, String... classes) {
    prediction = new PredictionConfig(from, null, null, type, List.of(classes), null, 0.5);
    return this;
  }

  TestModel positive(TaskType type, String positiveClass, String... classes) {
    prediction = new PredictionConfig(null, null, null, type, List.of(classes), positiveClass, 0.5);
    return this;
  }

  TestModel ranking(@Nullable Expression items, int k) {
    return ranking(items, null, k);
  }

  TestModel ranking(@Nullable Expression items, @Nullable Expression scores, int k) {
    prediction =
        new PredictionConfig(items, scores, null, TaskType.RANKING, List.of(), null, 0.5, k);
    return this;
  }

  TestModel scoreAndLabel(Expression score, Expression label) {
    prediction = new PredictionConfig(null, score, label, null, List.of(), null, 0.5);
    return this;
  }

  TestModel overrides(Map<String, ModelConfig> configs) {
    overrides = configs;
    return this;
  }

  ModelConfig config() {
    return new ModelConfig(
        name,
        version,
        List.of(),
        features,
        prediction,
        ReferenceConfig.NONE,
        WindowConfig.DEFAULT,
        DriftConfig.DEFAULT,
        Detail.FEATURES,
        overrides,
        1);
  }
}
