package io.modelmon.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code predict:}, which names methods to weave.
 *
 * @param kind how classes are selected
 * @param type the class name (a glob with {@code *} in the exact form), super type or annotation
 *     type
 * @param method the method name, possibly a glob; {@code *} for {@link Kind#ANNOTATED}
 * @param parameterTypes the parameter types as source names ({@code double[]}, {@code
 *     java.lang.String}), or null when any will do
 * @param text the rule as written, the key under which its state is reported
 * @param line the line in the file, counted from 1
 */
public record MethodRule(
    Kind kind,
    String type,
    String method,
    @Nullable List<String> parameterTypes,
    String text,
    int line) {

  /** How a rule selects classes. */
  public enum Kind {
    /** {@code fqcn#method}. */
    NAMED,
    /**
     * {@code subtypes_of}: every class that extends or implements the type, and the type itself.
     */
    SUBTYPES_OF,
    /** {@code annotated_with}: methods that carry the annotation. */
    ANNOTATED_WITH
  }
}
