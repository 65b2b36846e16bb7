package io.modelmon.benchmarks;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One call of a model with 30 numeric features, watched in different ways.
 *
 * <p>Every arm runs bursts of {@value #BURST} calls with a pause before each, so that whoever reads
 * behind can keep up: the agent's ring holds a burst, and what is measured is capture, not
 * overflow.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class PredictBenchmark {

  private static final int BURST = 1000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(12);
  private static final Attributes ATTRIBUTES =
      Attributes.of(AttributeKey.stringKey("modelmon.model.name"), "credit");

  private final LinearModel model = new LinearModel();
  private final double[] row = new double[LinearModel.FEATURES];
  private final DoubleHistogram[] features = new DoubleHistogram[LinearModel.FEATURES];
  private SdkMeterProvider meters;
  private DoubleHistogram duration;
  private SimpleMeterRegistry registry;
  private Timer timer;

  /** Creates the hand-written instruments. */
  @Setup(Level.Trial)
  public void createInstruments() {
    meters =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.create(new DiscardingExporter()))
            .build();
    duration = meters.get("benchmark").histogramBuilder("predict.duration").build();
    for (int i = 0; i < features.length; i++) {
      row[i] = i * 0.37;
      features[i] = meters.get("benchmark").histogramBuilder("feature" + i).build();
    }
    registry = new SimpleMeterRegistry();
    timer = Timer.builder("predict").publishPercentileHistogram().register(registry);
  }

  /** Stops the hand-written instruments. */
  @TearDown(Level.Trial)
  public void closeInstruments() {
    meters.close();
    registry.close();
  }

  /** Lets the reader behind catch up. */
  @Setup(Level.Invocation)
  public void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
    row[0] += 1e-9;
  }

  /** The call as the application wrote it; with the agent attached it is the watched call. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void call(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      sink.consume(model.predict(row));
    }
  }

  /** The floor of every measurement of a duration: two clock reads. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void clockReads(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      sink.consume(model.predict(row));
      sink.consume(System.nanoTime() - start);
    }
  }

  /** Duration only, by hand, with Micrometer. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void micrometerTimer(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      sink.consume(model.predict(row));
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  /** Duration and every feature, by hand, with OpenTelemetry histograms. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void openTelemetryHistograms(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      for (int f = 0; f < features.length; f++) {
        features[f].record(row[f], ATTRIBUTES);
      }
      sink.consume(model.predict(row));
      duration.record((System.nanoTime() - start) * 1e-9, ATTRIBUTES);
    }
  }
}
