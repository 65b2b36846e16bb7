package io.modelmon.config;

import java.util.List;

/**
 * A path from an argument, the receiver or the return value to the value of interest, for instance
 * {@code arg[1].customer.age}.
 *
 * @param root where the path starts
 * @param argument the argument index when {@code root} is {@link Root#ARG}, else -1
 * @param steps the steps from there, possibly none
 * @param text the expression as written
 */
public record Expression(Root root, int argument, List<Step> steps, String text) {

  /** Copies the steps. */
  public Expression {
    steps = List.copyOf(steps);
  }

  /** Where a path starts. */
  public enum Root {
    /** An argument: {@code arg[n]}. */
    ARG,
    /** The receiver: {@code this}. */
    THIS,
    /** The returned value: {@code return}. */
    RETURN
  }

  /** One step of a path. */
  public sealed interface Step permits Member, Method, Index, Key, Each {}

  /** {@code .x}: record component, getter, method {@code x()}, or field, in that order. */
  public record Member(String name) implements Step {}

  /** {@code .x()}: the method without parameters of that name. */
  public record Method(String name) implements Step {}

  /** {@code [i]}: an element of an array or list, counted from 0. */
  public record Index(int index) implements Step {}

  /** {@code ["key"]}: a value of a map. */
  public record Key(String key) implements Step {}

  /** {@code [*]}: at most 64 elements, projected. */
  public record Each() implements Step {}

  @Override
  public String toString() {
    return text;
  }
}
