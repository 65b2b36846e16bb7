package io.modelmon.config;

import io.modelmon.config.QualityConfig.FeatureQuality;
import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reader of the section {@code quality}. */
final class QualityReader {

  /** The rules about a feature, by their key. */
  static final List<String> FEATURE_RULES =
      List.of(
          "missing",
          "non_finite",
          "wrong_type",
          "out_of_range",
          "unseen",
          "constant",
          "stuck",
          "cardinality");

  /** The rule about the rows of a model. */
  static final String ROW_RULE = "duplicate_rows";

  private final Problems problems;
  private final Values values;

  QualityReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns {@code quality}. */
  QualityConfig quality(Mapping parent) {
    QualityConfig standard = QualityConfig.DEFAULT;
    YamlNode node = parent.entries().get("quality");
    if (isOff(node)) {
      return new QualityConfig(
          false, standard.margin(), standard.consecutive(), Map.of(), Map.of());
    }
    Mapping quality = sectionOrOff(node);
    if (quality == null) {
      return standard;
    }
    Double margin = values.number(quality.entries().get("margin"), Range.HALF_OPEN_UNIT);
    Long consecutive = values.count(quality.entries().get("for"), 1, PolicyReader.MAX_CONSECUTIVE);
    Map<String, Boolean> rules = rules(quality);
    Boolean rows = onOrOff(quality.entries().get(ROW_RULE));
    if (rows != null) {
      rules.put(ROW_RULE, rows);
    }
    return new QualityConfig(
        true,
        Objects.requireNonNullElse(margin, standard.margin()),
        consecutive == null ? standard.consecutive() : consecutive.intValue(),
        rules,
        exceptions(values.section(quality.entries().get("features"))));
  }

  private Map<String, FeatureQuality> exceptions(@Nullable Mapping features) {
    Map<String, FeatureQuality> exceptions = new HashMap<>();
    if (features == null) {
      return exceptions;
    }
    for (Map.Entry<String, YamlNode> entry : features.entries().entrySet()) {
      YamlNode node = entry.getValue();
      Mapping own = isOff(node) ? null : sectionOrOff(node);
      boolean shared = FeaturesReader.isShared(node);
      exceptions.put(
          entry.getKey(), own == null ? switched(!isOff(node), shared) : exception(own, shared));
    }
    return exceptions;
  }

  private static FeatureQuality switched(boolean on, boolean shared) {
    return new FeatureQuality(on, null, null, null, Map.of(), shared);
  }

  private FeatureQuality exception(Mapping own, boolean shared) {
    YamlNode minNode = own.entries().get("min");
    Double min = values.number(minNode, Range.FINITE);
    Double max = values.number(own.entries().get("max"), Range.FINITE);
    if (minNode != null && min != null && max != null && min > max) {
      problems.add(minNode, "min is greater than max", "lower min");
      max = null;
    }
    Double margin = values.number(own.entries().get("margin"), Range.HALF_OPEN_UNIT);
    return new FeatureQuality(true, min, max, margin, rules(own), shared);
  }

  private Map<String, Boolean> rules(Mapping section) {
    Map<String, Boolean> rules = new HashMap<>();
    for (String rule : FEATURE_RULES) {
      Boolean choice = onOrOff(section.entries().get(rule));
      if (choice != null) {
        rules.put(rule, choice);
      }
    }
    return rules;
  }

  @Nullable Boolean onOrOff(@Nullable YamlNode node) {
    if (isOff(node)) {
      return false;
    }
    Map<String, Boolean> choices = new LinkedHashMap<>();
    choices.put("on", true);
    choices.put("off", false);
    return values.choice(node, choices);
  }

  private @Nullable Mapping sectionOrOff(@Nullable YamlNode node) {
    if (node instanceof Scalar || node instanceof YamlNode.Sequence) {
      problems.add(node, "found " + YamlNode.kind(node), "off or a section with keys is needed");
      return null;
    }
    return values.section(node);
  }

  private static boolean isOff(@Nullable YamlNode node) {
    return PolicyReader.isOff(node);
  }
}
