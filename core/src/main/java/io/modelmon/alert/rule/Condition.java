package io.modelmon.alert.rule;

import io.modelmon.alert.indicator.Indicator;
import io.modelmon.alert.indicator.IndicatorPath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold for an alert; immutable. */
public sealed interface Condition {

  /** Returns the condition that holds where this one does not. */
  Condition negated();

  /** Returns all comparisons in it, in the order of the text. */
  List<Comparison> comparisons();

  /** Returns whether it is about every feature by itself. */
  default boolean isEach() {
    return comparisons().stream().anyMatch(comparison -> comparison.path().isEach());
  }

  /**
   * All of several conditions.
   *
   * @param parts two or more
   */
  record All(List<Condition> parts) implements Condition {
    /** Copies the list. */
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public Condition negated() {
      return new Any(parts.stream().map(Condition::negated).toList());
    }

    @Override
    public List<Comparison> comparisons() {
      return Conditions.comparisons(parts);
    }

    @Override
    public String toString() {
      return parts.stream().map(Object::toString).collect(Collectors.joining(" and "));
    }
  }

  /**
   * At least one of several conditions.
   *
   * @param parts two or more
   */
  record Any(List<Condition> parts) implements Condition {
    /** Copies the list. */
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public Condition negated() {
      return new All(parts.stream().map(Condition::negated).toList());
    }

    @Override
    public List<Comparison> comparisons() {
      return Conditions.comparisons(parts);
    }

    @Override
    public String toString() {
      return parts.stream().map(Object::toString).collect(Collectors.joining(" or ", "(", ")"));
    }
  }

  /**
   * A test of one indicator.
   *
   * @param path the indicator as written
   * @param indicator what it is
   * @param test the test
   */
  record Comparison(IndicatorPath path, Indicator indicator, IndicatorTest test)
      implements Condition {
    @Override
    public Condition negated() {
      return new Comparison(path, indicator, test.negated());
    }

    @Override
    public List<Comparison> comparisons() {
      return List.of(this);
    }

    @Override
    public String toString() {
      return path + " " + test;
    }
  }

  /** What conditions of several parts share. */
  final class Conditions {
    private Conditions() {}

    private static List<Comparison> comparisons(List<Condition> parts) {
      List<Comparison> all = new ArrayList<>();
      for (Condition part : parts) {
        all.addAll(part.comparisons());
      }
      return all;
    }
  }
}
