/**
 * From snapshots to OpenTelemetry, over OTLP. The only package that knows the OpenTelemetry SDK.
 *
 * <p>Entry point: {@link io.modelmon.export.otel.OtelExport}; {@link
 * io.modelmon.export.otel.ModelMetricProducer} for those who run an SDK of their own. One thread,
 * the {@code ExportLoop}, owns all state and never waits for the network; senders' threads carry
 * one message per signal. Besides what {@code export} may use, it reads {@code config.EventSignal}.
 */
@NullMarked
package io.modelmon.export.otel;

import org.jspecify.annotations.NullMarked;
