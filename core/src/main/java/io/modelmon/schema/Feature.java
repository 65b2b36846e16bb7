package io.modelmon.schema;

import org.jspecify.annotations.Nullable;

/**
 * One watched column of a model: an input feature, or an output that is watched like one.
 *
 * @param name the name shown in telemetry, never empty; outputs are called {@code prediction} or
 *     {@code prediction.<class>}
 * @param type the type where configuration or the reference decides it; {@code null} means that the
 *     first value seen decides
 * @param sensitive whether extremes, top categories and exemplars of this column must not leave the
 *     process
 */
public record Feature(String name, @Nullable FeatureType type, boolean sensitive) {

  /** Checks that a name is there. */
  public Feature {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a feature name must not be empty");
    }
  }
}
