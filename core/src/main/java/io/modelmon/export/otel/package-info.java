/**
 * From snapshots to OpenTelemetry, over OTLP. The only package that knows the OpenTelemetry SDK.
 */
@NullMarked
package io.modelmon.export.otel;

import org.jspecify.annotations.NullMarked;
