package io.modelmon.agent.extract;

import io.modelmon.config.Expression;
import io.modelmon.config.Expression.Root;
import io.modelmon.config.Expression.Step;
import java.util.List;

/** Builds expressions. */
public final class Paths {

  private Paths() {}

  /** Returns {@code arg[n]} with steps. */
  public static Expression arg(int index, Step... steps) {
    return new Expression(Root.ARG, index, List.of(steps), text("arg[" + index + "]", steps));
  }

  /** Returns {@code this} with steps. */
  public static Expression self(Step... steps) {
    return new Expression(Root.THIS, -1, List.of(steps), text("this", steps));
  }

  /** Returns {@code return} with steps. */
  public static Expression returned(Step... steps) {
    return new Expression(Root.RETURN, -1, List.of(steps), text("return", steps));
  }

  /** Returns {@code .name}. */
  public static Step member(String name) {
    return new Expression.Member(name);
  }

  /** Returns {@code .name()}. */
  public static Step method(String name) {
    return new Expression.Method(name);
  }

  /** Returns {@code [index]}. */
  public static Step index(int index) {
    return new Expression.Index(index);
  }

  /** Returns {@code ["key"]}. */
  public static Step key(String key) {
    return new Expression.Key(key);
  }

  /** Returns {@code [*]}. */
  public static Step each() {
    return new Expression.Each();
  }

  private static String text(String root, Step... steps) {
    StringBuilder text = new StringBuilder(root);
    for (Step step : steps) {
      text.append('/').append(step);
    }
    return text.toString();
  }
}
