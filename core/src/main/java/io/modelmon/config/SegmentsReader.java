package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of {@code segments}, and of {@code drift.segments}, which names some of them. */
final class SegmentsReader {

  static final int MAX_SEGMENTS = 8;

  private static final String REMEDY = "name it: segments: { channel: \"arg[1].channel\" }";

  private final Problems problems;
  private final Values values;

  SegmentsReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
  }

  /** Returns the segments of a model, name to expression. */
  Map<String, Expression> segments(@Nullable YamlNode node) {
    Map<String, Expression> segments = new LinkedHashMap<>();
    Mapping section = values.section(node);
    if (section == null) {
      return segments;
    }
    if (section.entries().isEmpty() || section.entries().size() > MAX_SEGMENTS) {
      problems.add(
          section,
          section.entries().size() + " segments",
          "name 1 to " + MAX_SEGMENTS + ", or leave the key out");
    }
    section
        .entries()
        .forEach(
            (name, value) -> {
              if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
                problems.add(
                    value,
                    "found the name '" + Shown.of(name) + "'",
                    "a name of lower-case letters, digits and _ is needed: it becomes an"
                        + " attribute");
              }
              Expression expression = values.expressionForText(value);
              if (expression != null) {
                segments.put(name, expression);
              }
            });
    return segments;
  }

  /** Returns whether the values of a model's segments are compared for drift. */
  static boolean isCompared(Mapping model) {
    if (!(model.entries().get("drift") instanceof Mapping drift)) {
      return false;
    }
    YamlNode node = drift.entries().get("segments");
    return node != null && !isFalse(node);
  }

  /**
   * Returns the segments whose values are compared: {@code true} for all of a model, or a list. One
   * set of defaults serves many models: from there only what a model has is taken.
   *
   * @param parent the model, or the defaults
   */
  List<String> compared(@Nullable YamlNode node, Mapping parent) {
    if (node == null || node instanceof Reported || isFalse(node)) {
      return List.of();
    }
    boolean shared = FeaturesReader.isShared(node);
    Set<String> known =
        parent.entries().get("segments") instanceof Mapping section
            ? section.entries().keySet()
            : Set.of();
    if (node instanceof Scalar scalar) {
      if (!isWord(scalar, "true")) {
        problems.add(node, "found " + scalar.shown(), "true, false or a list of names is needed");
      } else if (known.isEmpty() && !shared) {
        problems.add(node, "there is no segment to compare", REMEDY);
      }
      return List.copyOf(known);
    }
    Set<String> named = new LinkedHashSet<>(values.names(node));
    if (node instanceof YamlNode.Sequence list && !shared) {
      list.items().forEach(item -> checkKnown(item, known));
    }
    named.retainAll(known);
    return new ArrayList<>(named);
  }

  private void checkKnown(YamlNode item, Set<String> known) {
    if (item instanceof Scalar scalar && !known.contains(scalar.text())) {
      String near = scalar.substituted() ? "" : NearestKey.of(scalar.text(), known);
      problems.add(
          new ConfigProblem(
              item.line(),
              item.path(),
              scalar.shown() + " is not under segments of the model",
              REMEDY,
              near));
    }
  }

  private static boolean isFalse(YamlNode node) {
    return PolicyReader.isOff(node);
  }

  private static boolean isWord(Scalar scalar, String word) {
    return scalar.maybeNumber() && scalar.text().equalsIgnoreCase(word);
  }
}
