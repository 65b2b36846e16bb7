/**
 * From snapshots to telemetry. Never computes.
 *
 * <p>May use {@code monitor}, {@code drift}, {@code capture} and {@code schema}.
 */
@NullMarked
package io.modelmon.export;

import org.jspecify.annotations.NullMarked;
