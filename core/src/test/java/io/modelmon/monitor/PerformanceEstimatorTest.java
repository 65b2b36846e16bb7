package io.modelmon.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.config.PredictionConfig;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PerformanceEstimatorTest {

  private static final List<Feature> X = List.of(new Feature("x", null, false));
  private static final ModelSchema SCHEMA =
      new ModelSchema(X, List.of(new Feature("prediction", null, false)));

  private static ReferenceProfile profile() {
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(X);
    builder.observe(new double[1], null);
    builder.freeze();
    builder.count(new double[1], null);
    return builder.build(new ModelId("fraud", "1"), Instant.EPOCH);
  }

  /** Scores of which some rows of 1,000 are of the positive class. */
  private static TrainingPerformance trained(int positives) {
    PredictionConfig config =
        new PredictionConfig(null, null, null, TaskType.PROBABILITY, List.of(), "fraud", 0.5);
    TrainingOutcomes training = new TrainingOutcomes(config, List.of(), profile(), List.of("x"));
    for (int i = 0; i < 1000; i++) {
      double[] score = {i / 1000.0};
      String label = i >= 1000 - positives ? "fraud" : "fine";
      training.add(new double[1], new @Nullable String[1], score, null, label);
    }
    return requireNonNull(training.build());
  }

  @Test
  void of_fewRowsOfOneClass_isRefusedWithTheReason() {
    TrainingPerformance few = trained(9);
    TrainingPerformance enough = trained(10);

    assertThat(few.figures()).isNotEmpty();
    assertThat(few.calibrations()).isEmpty();
    assertThatThrownBy(
            () -> PerformanceEstimator.of(profile().with(few), TaskType.PROBABILITY, SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it has fewer than 10 rows with a score of one class");
    assertThat(PerformanceEstimator.of(profile().with(enough), TaskType.PROBABILITY, SCHEMA))
        .isNotNull();
  }
}
