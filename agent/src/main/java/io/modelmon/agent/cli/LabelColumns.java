package io.modelmon.agent.cli;

import io.modelmon.config.ModelConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a training file hold labels, predictions and scores.
 *
 * @param prediction what is predicted, with its type
 * @param classes of several, in the order of their scores; else empty
 * @param label position of the label
 * @param predicted position of the prediction, or null where scores decide
 * @param scores positions of the scores: of the positive class, or of each class; may be empty
 * @param outputs the outputs of the model by their position: {@code prediction}, or {@code
 *     prediction.<class>}
 */
record LabelColumns(
    PredictionConfig prediction,
    List<String> classes,
    int label,
    @Nullable Integer predicted,
    List<Integer> scores,
    Map<Integer, String> outputs) {

  private static final String OUTPUT = "prediction";
  private static final String OF_CLASS = "prediction.";

  /** What the user has named; without names the columns of the outputs are taken. */
  record Names(String label, @Nullable String predicted, List<String> scores) {}

  /**
   * Finds the columns.
   *
   * @throws IllegalArgumentException when one is missing or does not fit the type of predictions;
   *     the message says what to do
   */
  static LabelColumns of(List<String> header, Names names, @Nullable ModelConfig settings) {
    PredictionConfig prediction =
        settings == null ? PredictionConfig.DEFAULT : settings.prediction();
    TaskType type = prediction.type();
    if (type == null) {
      if (names.scores.size() != 1) {
        throw new IllegalArgumentException(
            "say with --config what the model predicts: 'type' under 'prediction'");
      }
      prediction = probability(prediction);
      type = TaskType.PROBABILITY;
    }
    if (type == TaskType.RANKING) {
      throw new IllegalArgumentException(
          "the training performance of a ranking is not kept; leave --label-column out");
    }
    int label = position(header, names.label);
    Integer predicted = names.predicted == null ? null : position(header, names.predicted);
    Map<Integer, String> scores =
        type == TaskType.PROBABILITIES
            ? ofClasses(header, names, prediction.classes())
            : single(header, names, type);
    Map<Integer, String> outputs = new LinkedHashMap<>(scores);
    boolean direct = type == TaskType.NUMBER || type == TaskType.LABEL;
    if (direct) {
      predicted = predicted == null ? position(header, OUTPUT) : predicted;
      outputs = Map.of(predicted, OUTPUT);
    } else if (scores.isEmpty() && predicted == null) {
      throw new IllegalArgumentException(
          "name the scores with --score-column, or the predictions with --prediction-column");
    }
    // A file that has the outputs under their own names keeps them as their reference.
    Map<Integer, String> own = new LinkedHashMap<>(outputs);
    own.entrySet()
        .removeIf(
            entry ->
                header.contains(entry.getValue())
                    && header.indexOf(entry.getValue()) != entry.getKey());
    List<String> classes = new ArrayList<>();
    if (type == TaskType.PROBABILITIES) {
      scores.values().forEach(name -> classes.add(name.substring(OF_CLASS.length())));
    }
    List<Integer> positions = direct ? List.of() : List.copyOf(scores.keySet());
    return new LabelColumns(prediction, classes, label, predicted, positions, own);
  }

  /** Returns whether a column holds predictions or scores. */
  boolean is(int position) {
    Integer own = predicted;
    return scores.contains(position) || (own != null && own == position);
  }

  private static PredictionConfig probability(PredictionConfig silent) {
    return new PredictionConfig(
        silent.from(),
        silent.score(),
        silent.label(),
        TaskType.PROBABILITY,
        silent.classes(),
        silent.positiveClass(),
        silent.threshold());
  }

  private static int position(List<String> header, String name) {
    int position = header.indexOf(name);
    if (position < 0) {
      throw new IllegalArgumentException(
          "there is no column '" + name + "'; there are " + String.join(", ", header));
    }
    return position;
  }

  private static Map<Integer, String> single(List<String> header, Names names, TaskType type) {
    if (type != TaskType.PROBABILITY) {
      if (!names.scores.isEmpty()) {
        throw new IllegalArgumentException(
            "--score-column is for probabilities; name the predictions with --prediction-column");
      }
      return Map.of();
    }
    if (names.scores.size() > 1) {
      throw new IllegalArgumentException(
          "a probability has one score column, that of the positive class");
    }
    if (names.scores.isEmpty()) {
      int own = header.indexOf(OUTPUT);
      return own < 0 ? Map.of() : Map.of(own, OUTPUT);
    }
    return Map.of(position(header, names.scores.get(0)), OUTPUT);
  }

  /** Columns that are named stand in the order of the configured classes. */
  private static Map<Integer, String> ofClasses(
      List<String> header, Names names, List<String> classes) {
    Map<Integer, String> scores = new LinkedHashMap<>();
    if (!names.scores.isEmpty()) {
      if (names.scores.size() != classes.size()) {
        throw new IllegalArgumentException(
            "--score-column needs a column for each of the configured classes " + classes);
      }
      for (int i = 0; i < classes.size(); i++) {
        scores.put(position(header, names.scores.get(i)), OF_CLASS + classes.get(i));
      }
      return scores;
    }
    for (String name : classes) {
      scores.put(position(header, OF_CLASS + name), OF_CLASS + name);
    }
    for (int i = 0; i < header.size() && classes.isEmpty(); i++) {
      if (header.get(i).startsWith(OF_CLASS)) {
        scores.put(i, header.get(i));
      }
    }
    return scores;
  }
}
