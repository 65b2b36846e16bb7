package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import io.modelmon.schema.FeatureType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of {@code features}. */
final class FeaturesReader {
  private static final String OUTPUT = "prediction";

  private final Problems problems;
  private final Values values;

  FeaturesReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns the inputs of a model. */
  FeaturesConfig features(Mapping model) {
    Mapping section = values.section(model.entries().get("features"));
    if (section == null) {
      return FeaturesConfig.DEFAULT;
    }
    Map<String, YamlNode> entries = section.entries();
    contradictions(entries);
    checkNames(section);
    return new FeaturesConfig(
        values.expressionBeforeCall(entries.get("from")),
        fields(values.section(entries.get("fields"))),
        values.names(entries.get("names")),
        types(values.section(entries.get("types"))),
        new HashSet<>(values.names(entries.get("sensitive"))),
        new HashSet<>(values.names(entries.get("exclude"))));
  }

  /**
   * Checks the feature names of {@code drift.features} and {@code quality.features} where the
   * features are listed. Rules about alerts are checked where they are read.
   */
  void checkExceptions(Mapping model) {
    checkExceptions(model, "drift");
    checkExceptions(model, "quality");
  }

  private void checkExceptions(Mapping model, String section) {
    if (model.entries().get("features") instanceof Mapping features
        && model.entries().get(section) instanceof Mapping policy) {
      Listed known = listed(features);
      for (FeatureName name : featureNames(policy.entries().get("features"))) {
        if (!isOutput(name.text()) && !isShared(name.node())) {
          checkKnown(name, known);
        }
      }
    }
  }

  /** One set of defaults serves many models, not all of which have the features it names. */
  static boolean isShared(YamlNode node) {
    return node.path().startsWith("defaults");
  }

  private Map<String, Expression> fields(@Nullable Mapping section) {
    Map<String, Expression> fields = new LinkedHashMap<>();
    if (section == null) {
      return fields;
    }
    if (section.entries().isEmpty()) {
      problems.add(section, "an empty section", "name at least one feature, or leave it out");
    }
    for (Map.Entry<String, YamlNode> entry : section.entries().entrySet()) {
      Expression expression = values.expressionBeforeCall(entry.getValue());
      if (expression != null) {
        fields.put(entry.getKey(), expression);
      }
    }
    return fields;
  }

  private Map<String, FeatureType> types(@Nullable Mapping section) {
    Map<String, FeatureType> choices = new LinkedHashMap<>();
    choices.put("numeric", FeatureType.NUMERIC);
    choices.put("categorical", FeatureType.CATEGORICAL);
    Map<String, FeatureType> types = new LinkedHashMap<>();
    if (section == null) {
      return types;
    }
    for (Map.Entry<String, YamlNode> entry : section.entries().entrySet()) {
      FeatureType type = values.choice(entry.getValue(), choices);
      if (type != null) {
        types.put(entry.getKey(), type);
      }
    }
    return types;
  }

  private void contradictions(Map<String, YamlNode> entries) {
    YamlNode fields = entries.get("fields");
    YamlNode names = entries.get("names");
    if (fields != null && entries.containsKey("from")) {
      problems.add(fields, "fields beside from", "keep one of the two");
    }
    if (fields != null && names != null) {
      problems.add(names, "names beside fields", "leave names out: fields names the features");
    }
  }

  private void checkNames(Mapping section) {
    Listed known = listed(section);
    for (String key : List.of("fields", "names", "types", "sensitive", "exclude")) {
      for (FeatureName name : featureNames(section.entries().get(key))) {
        if (name.text().isBlank() || !Shown.isName(name.text())) {
          problems.add(
              name.node(),
              "found the feature name " + name.shown(),
              "a name of 1 to 128 printable characters is needed");
        } else if (isOutput(name.text())) {
          problems.add(
              name.node(),
              "found the feature name " + name.shown(),
              "'prediction' and 'prediction.…' are names of outputs; choose another");
        } else {
          checkKnown(name, known);
        }
      }
    }
  }

  private void checkKnown(FeatureName name, Listed known) {
    if (NamedFeatures.isAmong(known.names(), name.text())) {
      return;
    }
    problems.add(
        new ConfigProblem(
            name.node().line(),
            name.node().path(),
            name.shown() + " is not one of the features",
            "allowed here: the names under features." + known.key(),
            name.secret() ? "" : NearestKey.of(name.text(), known.shown())));
  }

  private static Listed listed(Mapping features) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> shown = new LinkedHashSet<>();
    for (String key : List.of("fields", "names")) {
      for (FeatureName name : featureNames(features.entries().get(key))) {
        names.add(name.text());
        if (!name.secret()) {
          shown.add(name.text());
        }
      }
    }
    return new Listed(features.entries().containsKey("fields") ? "fields" : "names", names, shown);
  }

  static boolean isOutput(String name) {
    return name.equals(OUTPUT) || name.startsWith(OUTPUT + ".");
  }

  /** Returns the names that a section has as keys, or a list as items. */
  private static List<FeatureName> featureNames(@Nullable YamlNode node) {
    List<FeatureName> names = new ArrayList<>();
    if (node instanceof Mapping mapping) {
      for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
        names.add(new FeatureName(entry.getKey(), entry.getValue(), false));
      }
    } else if (node instanceof Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof Scalar scalar && !scalar.isNull()) {
          names.add(new FeatureName(scalar.text(), scalar, scalar.substituted()));
        }
      }
    }
    return names;
  }

  /**
   * A place where a feature is named.
   *
   * @param secret whether the name came from an environment variable
   */
  private record FeatureName(String text, YamlNode node, boolean secret) {
    String shown() {
      return secret ? YamlNode.kind(node) : "'" + Shown.of(text) + "'";
    }
  }

  /**
   * The features that the file lists for a model.
   *
   * @param key where they stand
   * @param shown those that may be shown: none that came from an environment variable
   */
  private record Listed(String key, Set<String> names, Set<String> shown) {}
}
