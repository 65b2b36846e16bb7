package io.modelmon.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name of a model: literal, or read from each call.
 *
 * @param literal the name, or null when {@code from} gives it
 * @param from the expression that gives the name, or null
 * @param only the names that are watched; empty means all
 * @param max how many names get a model of their own; later ones are watched as {@code other}
 */
public record ModelName(
    @Nullable String literal, @Nullable Expression from, Set<String> only, int max) {

  /** The model that takes the names beyond {@code max}. */
  public static final String OTHER = "other";

  /** Copies the set. */
  public ModelName {
    only = Set.copyOf(only);
  }
}
