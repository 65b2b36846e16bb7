package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of {@code prediction}. */
final class PredictionReader {
  private static final Set<String> LATER_TYPES = Set.of("text");
  private static final Map<String, TaskType> TYPES = types();

  private final Problems problems;
  private final Values values;

  PredictionReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns the outputs of a model. */
  PredictionConfig prediction(Mapping model) {
    Mapping section = values.section(model.entries().get("prediction"));
    if (section == null) {
      return PredictionConfig.DEFAULT;
    }
    Map<String, YamlNode> entries = section.entries();
    YamlNode typeNode = entries.get("type");
    if (typeNode instanceof Scalar type && LATER_TYPES.contains(type.text())) {
      problems.add(
          type,
          "found " + type.shown() + ": " + KeyValidator.NOT_YET,
          "one of " + String.join(", ", TYPES.keySet()) + " is needed");
      return PredictionConfig.DEFAULT;
    }
    TaskType type = values.choice(typeNode, TYPES);
    List<String> classes = values.names(entries.get("classes"));
    Double threshold = values.number(entries.get("threshold"), Range.UNIT);
    Long k = values.count(entries.get("k"), 1, PredictionConfig.MAX_K);
    boolean items = entries.containsKey("items");
    PredictionConfig prediction =
        new PredictionConfig(
            values.expression(entries.get(items ? "items" : "from")),
            values.expression(entries.get(entries.containsKey("scores") ? "scores" : "score")),
            values.expression(entries.get("label")),
            type == null && !classes.isEmpty() ? TaskType.PROBABILITIES : type,
            classes,
            values.name(entries.get("positive_class")),
            Objects.requireNonNullElse(threshold, PredictionConfig.DEFAULT.threshold()),
            k == null ? PredictionConfig.DEFAULT.k() : k.intValue());
    contradictions(entries, prediction);
    return prediction;
  }

  private void contradictions(Map<String, YamlNode> entries, PredictionConfig prediction) {
    for (String separate : List.of("score", "label")) {
      YamlNode node = entries.get(separate);
      if (node != null && entries.containsKey("from")) {
        problems.add(node, separate + " beside from", "keep from, or score and label");
      }
    }
    YamlNode items = entries.get("items");
    if (items != null && entries.containsKey("from")) {
      problems.add(items, "items beside from", "keep one of them: of a ranking both are its items");
    }
    TaskType type = prediction.type();
    YamlNode scores = entries.get("scores");
    if (scores != null && items == null) {
      problems.add(scores, "scores without items", "say what is scored: items: \"arg[0]\"");
    }
    for (String key : List.of("items", "scores", "k")) {
      goesWith(entries, key, type, Set.of("ranking"));
      if (!entries.containsKey("type") && type == null && entries.get(key) instanceof Scalar node) {
        problems.add(node, key + " without type", "add type: ranking, or leave it out");
      }
    }
    goesWith(entries, "score", type, Set.of("probability", "probabilities", "number"));
    goesWith(entries, "label", type, Set.of("probability", "probabilities", "label"));
    goesWith(entries, "positive_class", type, Set.of("probability", "probabilities", "label"));
    goesWith(entries, "classes", type, Set.of("probabilities"));
    goesWith(entries, "threshold", type, Set.of("probability"));
    YamlNode classesNode = entries.get("classes");
    if (classesNode != null && prediction.classes().size() == 1) {
      problems.add(classesNode, "one class only", "name at least two, or leave the key out");
    }
    YamlNode positive = entries.get("positive_class");
    if (positive != null
        && prediction.positiveClass() != null
        && prediction.classes().size() > 1
        && !prediction.classes().contains(prediction.positiveClass())) {
      problems.add(
          positive, "found " + YamlNode.kind(positive), "one of the names under classes is needed");
    }
  }

  private void goesWith(
      Map<String, YamlNode> entries, String key, @Nullable TaskType type, Set<String> types) {
    YamlNode node = entries.get(key);
    if (node == null || type == null) {
      return;
    }
    String actual = word(type);
    if (!types.contains(actual)) {
      List<String> fitting = new ArrayList<>(TYPES.keySet());
      fitting.retainAll(types);
      problems.add(
          node,
          key
              + " does not go with type "
              + actual
              + (entries.containsKey("type") ? "" : " (because of classes)"),
          "leave it out, or use type " + String.join(" or ", fitting));
    }
  }

  private static String word(TaskType type) {
    for (Map.Entry<String, TaskType> entry : TYPES.entrySet()) {
      if (entry.getValue() == type) {
        return entry.getKey();
      }
    }
    throw new IllegalArgumentException("no word for " + type);
  }

  private static Map<String, TaskType> types() {
    Map<String, TaskType> types = new LinkedHashMap<>();
    types.put("probability", TaskType.PROBABILITY);
    types.put("probabilities", TaskType.PROBABILITIES);
    types.put("label", TaskType.LABEL);
    types.put("number", TaskType.NUMBER);
    types.put("ranking", TaskType.RANKING);
    return types;
  }
}
