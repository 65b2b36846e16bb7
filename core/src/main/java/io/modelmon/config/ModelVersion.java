package io.modelmon.config;

import org.jspecify.annotations.Nullable;

/**
 * The version of a model: literal, or read from each call, or unknown.
 *
 * @param literal the version; empty when unknown
 * @param from the expression that gives it, or null
 */
public record ModelVersion(String literal, @Nullable Expression from) {

  /** No version is configured. */
  public static final ModelVersion UNKNOWN = new ModelVersion("", null);
}
