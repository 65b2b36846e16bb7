package io.modelmon.config;

import io.modelmon.schema.TaskType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a model's output comes from and what it means.
 *
 * @param from the whole output, or null when {@code score} or {@code label} is given; both absent
 *     means {@code return}
 * @param score the probability or number, or null; of a {@link TaskType#RANKING} what its items are
 *     ordered by, or null when they are in order
 * @param label the predicted class, or null
 * @param type what the output is, or null to infer it from the first value
 * @param classes class names of {@link TaskType#PROBABILITIES}, in order; may be empty
 * @param positiveClass the class a probability speaks of, or null
 * @param threshold the probability from which on the positive class is predicted, in [0, 1]
 * @param k how many items of a {@link TaskType#RANKING} are kept and judged, 1 to {@value #MAX_K};
 *     {@code from} is where they come from
 */
public record PredictionConfig(
    @Nullable Expression from,
    @Nullable Expression score,
    @Nullable Expression label,
    @Nullable TaskType type,
    List<String> classes,
    @Nullable String positiveClass,
    double threshold,
    int k) {

  /** Items of a ranking at most. */
  public static final int MAX_K = 50;

  private static final int DEFAULT_K = 10;

  /** The return value, its type inferred. */
  public static final PredictionConfig DEFAULT =
      new PredictionConfig(null, null, null, null, List.of(), null, 0.5);

  /** The outputs of a model that returns no ranking. */
  public PredictionConfig(
      @Nullable Expression from,
      @Nullable Expression score,
      @Nullable Expression label,
      @Nullable TaskType type,
      List<String> classes,
      @Nullable String positiveClass,
      double threshold) {
    this(from, score, label, type, classes, positiveClass, threshold, DEFAULT_K);
  }

  /** Copies the classes. */
  public PredictionConfig {
    classes = List.copyOf(classes);
  }
}
