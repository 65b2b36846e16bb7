package io.modelmon.export.otel;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exporters of the SDK, each with a sender of ours. The sender comes in through the loader of
 * components, so that nothing else on the class path is asked for one.
 */
final class OtlpExporters {

  private final ComponentLoader components;
  private final SenderThreads threads;
  private final RetryPolicy retryPolicy;

  OtlpExporters(ClassLoader componentLoader, SenderThreads threads, RetryPolicy retryPolicy) {
    this.components = ComponentLoader.forClassLoader(componentLoader);
    this.threads = threads;
    this.retryPolicy = retryPolicy;
  }

  /**
   * An exporter and the sender it uses.
   *
   * @param export begins to send a batch
   * @param sender the sender
   */
  record Exporter<T>(
      Function<Collection<T>, CompletableResultCode> export, OtlpHttpSender sender) {}

  Exporter<MetricData> metrics(SignalSettings settings) {
    Senders senders = new Senders();
    OtlpHttpMetricExporterBuilder builder =
        OtlpHttpMetricExporter.builder()
            .setComponentLoader(senders)
            .setMeterProvider(MeterProvider.noop())
            .setEndpoint(settings.endpoint().toString())
            .setCompression(settings.compression())
            .setTimeout(settings.timeout())
            .setConnectTimeout(settings.timeout())
            .setRetryPolicy(retryPolicy);
    settings.headers().forEach(builder::addHeader);
    applyTls(settings.tls(), builder::setTrustedCertificates, builder::setClientTls);
    return new Exporter<>(builder.build()::export, senders.created());
  }

  Exporter<LogRecordData> logs(SignalSettings settings) {
    Senders senders = new Senders();
    OtlpHttpLogRecordExporterBuilder builder =
        OtlpHttpLogRecordExporter.builder()
            .setComponentLoader(senders)
            .setMeterProvider(MeterProvider.noop())
            .setEndpoint(settings.endpoint().toString())
            .setCompression(settings.compression())
            .setTimeout(settings.timeout())
            .setConnectTimeout(settings.timeout())
            .setRetryPolicy(retryPolicy);
    settings.headers().forEach(builder::addHeader);
    applyTls(settings.tls(), builder::setTrustedCertificates, builder::setClientTls);
    return new Exporter<>(builder.build()::export, senders.created());
  }

  Exporter<SpanData> spans(SignalSettings settings) {
    Senders senders = new Senders();
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setComponentLoader(senders)
            .setMeterProvider(MeterProvider.noop())
            .setEndpoint(settings.endpoint().toString())
            .setCompression(settings.compression())
            .setTimeout(settings.timeout())
            .setConnectTimeout(settings.timeout())
            .setRetryPolicy(retryPolicy);
    settings.headers().forEach(builder::addHeader);
    applyTls(settings.tls(), builder::setTrustedCertificates, builder::setClientTls);
    return new Exporter<>(builder.build()::export, senders.created());
  }

  private interface Trust {
    Object apply(byte[] certificates);
  }

  private interface Identity {
    Object apply(byte[] key, byte[] certificate);
  }

  private static void applyTls(SignalSettings.@Nullable Tls tls, Trust trust, Identity identity) {
    if (tls == null) {
      return;
    }
    if (tls.trusted() != null) {
      trust.apply(tls.trusted());
    }
    if (tls.clientKey() != null && tls.clientCertificate() != null) {
      identity.apply(tls.clientKey(), tls.clientCertificate());
    }
  }

  /** A loader that answers the question for a sender itself. */
  private final class Senders implements ComponentLoader, HttpSenderProvider {
    private @Nullable OtlpHttpSender sender;

    @Override
    public <T> Iterable<T> load(Class<T> spiClass) {
      return spiClass == HttpSenderProvider.class
          ? List.of(spiClass.cast(this))
          : components.load(spiClass);
    }

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
      sender = new OtlpHttpSender(config, threads);
      return sender;
    }

    OtlpHttpSender created() {
      return Objects.requireNonNull(sender, "the exporter made no sender");
    }
  }
}
