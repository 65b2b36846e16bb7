/**
 * The user's file: parsed with positions, validated, immutable.
 *
 * <p>Entry point: {@link io.modelmon.config.ConfigParser}. The only package that may use the YAML
 * parser. May use {@code schema} and {@code alert}.
 */
@NullMarked
package io.modelmon.config;

import org.jspecify.annotations.NullMarked;
