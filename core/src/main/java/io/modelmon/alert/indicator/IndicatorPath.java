package io.modelmon.alert.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The name of one indicator as a rule writes it: {@code latency.p99}, {@code
 * feature["age"].missing}, {@code performance.f1{channel="web"}}.
 *
 * @param steps names and keys, outermost first, at least one
 * @param segment segment attributes and their values; empty for all predictions
 */
public record IndicatorPath(List<Step> steps, Map<String, String> segment) {

  /** In place of a key: each of them by itself. */
  public static final String EACH = "*";

  /**
   * One part of a path.
   *
   * @param text the name, or the key without quotes
   * @param key whether it stands in brackets
   */
  public record Step(String text, boolean key) {}

  /** Copies the collections. */
  public IndicatorPath {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a path has at least one step");
    }
    steps = List.copyOf(steps);
    segment = Map.copyOf(segment);
  }

  /** Returns the path of plain names, such as {@code of("latency", "p99")}. */
  public static IndicatorPath of(String... names) {
    List<Step> steps = new ArrayList<>();
    for (String name : names) {
      steps.add(new Step(name, false));
    }
    return new IndicatorPath(steps, Map.of());
  }

  /** Returns {@code feature["name"].rest}. */
  public static IndicatorPath ofFeature(String feature, String... rest) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step("feature", false));
    steps.add(new Step(feature, true));
    for (String name : rest) {
      steps.add(new Step(name, false));
    }
    return new IndicatorPath(steps, Map.of());
  }

  /** Returns whether the path stands for every feature by itself. */
  public boolean isEach() {
    return steps.stream().anyMatch(step -> step.key() && step.text().equals(EACH));
  }

  /** Returns the features and outputs that are named, none where each is meant. */
  public List<String> subjects() {
    List<String> subjects = new ArrayList<>();
    for (Step step : steps) {
      if (step.key() && !step.text().equals(EACH)) {
        subjects.add(step.text());
      }
    }
    return subjects;
  }

  /** Returns this path for one feature in place of every feature. */
  public IndicatorPath forSubject(String subject) {
    if (!isEach()) {
      return this;
    }
    List<Step> bound = new ArrayList<>();
    for (Step step : steps) {
      bound.add(step.key() && step.text().equals(EACH) ? new Step(subject, true) : step);
    }
    return new IndicatorPath(bound, segment);
  }

  /** Returns the pattern that this path is compared with: keys become {@code "*"}. */
  String pattern() {
    return render(true);
  }

  /** Returns the path in the grammar's own form, segment attributes in alphabetical order. */
  @Override
  public String toString() {
    if (segment.isEmpty()) {
      return render(false);
    }
    StringJoiner selector = new StringJoiner(", ", "{", "}");
    new TreeMap<>(segment)
        .forEach((name, value) -> selector.add(name + "=\"" + escaped(value) + "\""));
    return render(false) + selector;
  }

  private String render(boolean anyKey) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      if (step.key()) {
        text.append("[\"").append(anyKey ? EACH : escaped(step.text())).append("\"]");
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step.text());
      }
    }
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
