package io.modelmon.benchmarks.hotpath;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.concurrent.TimeUnit;

/**
 * What a team would write into its own code to learn about its model, in three ways.
 *
 * <p><b>Threads:</b> safe, shared by all threads of a run, as instruments are.
 */
final class HandWritten {

  private static final Attributes ATTRIBUTES =
      Attributes.of(AttributeKey.stringKey("model"), "credit");
  private static final HandWritten SHARED = new HandWritten();

  private final DoubleHistogram[] features = new DoubleHistogram[ScoringModel.FEATURES];
  private final DistributionSummary[] summaries = new DistributionSummary[ScoringModel.FEATURES];
  private final SdkMeterProvider meters =
      SdkMeterProvider.builder()
          .registerMetricReader(PeriodicMetricReader.create(new DiscardingExporter()))
          .build();
  private final DoubleHistogram duration =
      meters.get("benchmark").histogramBuilder("predict.duration").build();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Timer timer =
      Timer.builder("predict").publishPercentileHistogram().register(registry);
  private final JsonLog log = new JsonLog();

  private HandWritten() {
    for (int i = 0; i < features.length; i++) {
      features[i] = meters.get("benchmark").histogramBuilder("feature" + i).build();
      summaries[i] = DistributionSummary.builder("feature" + i).register(registry);
    }
  }

  static HandWritten shared() {
    return SHARED;
  }

  void timer(long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  void summaries(double[] row) {
    for (int i = 0; i < summaries.length; i++) {
      summaries[i].record(row[i]);
    }
  }

  void histograms(double[] row, long nanos) {
    for (int i = 0; i < features.length; i++) {
      features[i].record(row[i], ATTRIBUTES);
    }
    duration.record(nanos * 1e-9, ATTRIBUTES);
  }

  void json(double[] row, double score, long nanos) {
    log.write(row, score, nanos);
  }

  void close() {
    meters.close();
    registry.close();
    log.close();
  }
}
