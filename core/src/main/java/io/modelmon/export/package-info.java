/**
 * From snapshots to telemetry. Never computes.
 *
 * <p>Entry point: {@link io.modelmon.export.Metric} and {@link io.modelmon.export.Event}, the
 * catalogue from which the documentation is rendered. May use {@code monitor}, {@code drift},
 * {@code capture} and {@code schema}.
 */
@NullMarked
package io.modelmon.export;

import org.jspecify.annotations.NullMarked;
