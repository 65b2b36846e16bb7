package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of single values.
 *
 * <p>Every method takes a node that may be absent (null) and returns null when it is absent or
 * wrong; wrong ones are reported.
 */
final class Values {
  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** Returns a name: a text of at most 128 printable characters. */
  @Nullable String name(@Nullable YamlNode node) {
    Scalar scalar = scalar(node, "a name");
    if (scalar == null) {
      return null;
    }
    if (!Shown.isName(scalar.text())) {
      wrong(scalar, "a name of at most 128 characters, none of them a control character,");
      return null;
    }
    return scalar.text();
  }

  /** Returns a whole number from {@code min} to {@code max}. */
  @Nullable Long count(@Nullable YamlNode node, long min, long max) {
    String allowed = "a whole number from " + min + " to " + max;
    Scalar scalar = scalar(node, allowed);
    if (scalar == null) {
      return null;
    }
    if (scalar.maybeNumber() && scalar.text().matches("\\+?[0-9]{1,18}")) {
      long value = Long.parseLong(scalar.text());
      if (value >= min && value <= max) {
        return value;
      }
    }
    wrong(scalar, allowed + withoutQuotes(scalar));
    return null;
  }

  /** Returns a number inside a range. */
  @Nullable Double number(@Nullable YamlNode node, Range range) {
    Scalar scalar = scalar(node, range.words());
    if (scalar == null) {
      return null;
    }
    String form = "[-+]?(\\.[0-9]{1,64}|[0-9]{1,64}(\\.[0-9]{0,64})?)([eE][-+]?[0-9]{1,9})?";
    if (scalar.maybeNumber() && scalar.text().matches(form)) {
      double value = Double.parseDouble(scalar.text());
      if (range.contains(value)) {
        return value + 0.0; // makes -0.0 positive
      }
    }
    wrong(scalar, range.words() + withoutQuotes(scalar));
    return null;
  }

  /** Returns a duration from {@code min} to {@link Durations#MAX}. */
  @Nullable Duration duration(@Nullable YamlNode node, Duration min) {
    String allowed = "a duration such as 500ms, 90s, 5m, 1h or 1d";
    Scalar scalar = scalar(node, allowed);
    if (scalar == null) {
      return null;
    }
    Duration value = Durations.parse(scalar.text());
    if (value == null) {
      wrong(scalar, allowed);
    } else if (value.compareTo(min) < 0 || value.compareTo(Durations.MAX) > 0) {
      wrong(scalar, "a duration from " + min.toMillis() + "ms to " + Durations.MAX.toDays() + "d");
      return null;
    }
    return value;
  }

  /**
   * Returns one of several values.
   *
   * @param choices the values by their word, in the order in which a message lists them
   */
  <T> @Nullable T choice(@Nullable YamlNode node, Map<String, T> choices) {
    String allowed = "one of " + String.join(", ", choices.keySet());
    Scalar scalar = scalar(node, allowed);
    if (scalar == null) {
      return null;
    }
    T value = choices.get(scalar.text());
    if (value == null) {
      String nearest = scalar.substituted() ? "" : NearestKey.of(scalar.text(), choices.keySet());
      problems.add(
          new ConfigProblem(
              scalar.line(),
              scalar.path(),
              "found " + scalar.shown(),
              allowed + " is needed",
              nearest));
    }
    return value;
  }

  /**
   * Returns several of several values, each once.
   *
   * @param choices the values by their word, in the order in which a message lists them
   */
  <T> @Nullable Set<T> choices(@Nullable YamlNode node, Map<String, T> choices) {
    if (node == null || node instanceof Reported) {
      return null;
    }
    if (!(node instanceof Sequence sequence)) {
      problems.add(node, "found " + YamlNode.kind(node), "a list is needed: [a, b]");
      return null;
    }
    Set<T> chosen = new LinkedHashSet<>();
    for (YamlNode item : sequence.items()) {
      T value = choice(item, choices);
      if (value != null && !chosen.add(value)) {
        problems.add(item, "found " + YamlNode.kind(item) + " twice", "name it once");
      }
    }
    return chosen;
  }

  /** Returns an expression. */
  @Nullable Expression expression(@Nullable YamlNode node) {
    String allowed = "an expression such as arg[0].amount";
    Scalar scalar = scalar(node, allowed);
    if (scalar == null) {
      return null;
    }
    try {
      return ExpressionParser.parse(scalar.text());
    } catch (ExpressionException e) {
      if (scalar.substituted()) {
        wrong(scalar, allowed);
      } else {
        String place = " at character " + (e.position() + 1);
        problems.add(scalar, "found " + scalar.shown() + place, e.problem());
      }
      return null;
    }
  }

  /** Returns an expression that is read before the method runs. */
  @Nullable Expression expressionBeforeCall(@Nullable YamlNode node) {
    Expression expression = expression(node);
    if (node != null && expression != null && expression.root() == Expression.Root.RETURN) {
      problems.add(
          node,
          "found " + YamlNode.kind(node) + ", which is not known before the method has run",
          "start at arg[n] or this");
      return null;
    }
    return expression;
  }

  /** Returns an expression that gives one text per call, read before the method runs. */
  @Nullable Expression expressionForText(@Nullable YamlNode node) {
    Expression expression = expressionBeforeCall(node);
    if (node == null || expression == null) {
      return null;
    }
    for (Expression.Step step : expression.steps()) {
      if (step instanceof Expression.Each) {
        problems.add(node, "found " + YamlNode.kind(node), "one value is needed, not [*]");
        return null;
      }
    }
    return expression;
  }

  /** Returns a list of different names, in the order of the file; empty when absent or wrong. */
  List<String> names(@Nullable YamlNode node) {
    if (node == null || node instanceof Reported) {
      return List.of();
    }
    if (!(node instanceof Sequence sequence)) {
      problems.add(node, "found " + YamlNode.kind(node), "a list is needed: [a, b]");
      return List.of();
    }
    if (sequence.items().isEmpty()) {
      problems.add(node, "an empty list", "name at least one, or leave the key out");
    }
    Set<String> names = new LinkedHashSet<>();
    for (YamlNode item : sequence.items()) {
      String name = name(item);
      if (name != null && !names.add(name)) {
        problems.add(item, "found " + YamlNode.kind(item) + " twice", "name it once");
      }
    }
    return List.copyOf(names);
  }

  /**
   * Returns the items of a list that do not come from the environment, so that hints may show them.
   */
  static List<String> plainNames(@Nullable YamlNode node) {
    List<String> names = new ArrayList<>();
    if (node instanceof Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof Scalar scalar && !scalar.substituted()) {
          names.add(scalar.text());
        }
      }
    }
    return names;
  }

  /** Returns a path. */
  @Nullable String path(@Nullable YamlNode node, String allowed) {
    Scalar scalar = scalar(node, allowed);
    if (scalar == null) {
      return null;
    }
    try {
      Path unused = Path.of(scalar.text());
      return scalar.text();
    } catch (InvalidPathException e) {
      wrong(scalar, allowed);
      return null;
    }
  }

  /** Returns a section, or null when absent or something else, which is reported. */
  @Nullable Mapping section(@Nullable YamlNode node) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    if (node != null && !(node instanceof Reported)) {
      problems.add(node, "found " + YamlNode.kind(node), "a section with keys is needed");
    }
    return null;
  }

  /** Returns a single value that is not blank. */
  @Nullable Scalar scalar(@Nullable YamlNode node, String allowed) {
    if (node == null || node instanceof Reported) {
      return null;
    }
    if (!(node instanceof Scalar scalar) || scalar.isNull()) {
      problems.add(node, "found " + YamlNode.kind(node), allowed + " is needed");
      return null;
    }
    if (scalar.text().isBlank()) {
      problems.add(node, "found an empty text", allowed + " is needed");
      return null;
    }
    return scalar;
  }

  private void wrong(Scalar scalar, String allowed) {
    problems.add(scalar, "found " + scalar.shown(), allowed + " is needed");
  }

  private static String withoutQuotes(Scalar scalar) {
    return scalar.maybeNumber() ? "" : ", without quotes,";
  }
}
