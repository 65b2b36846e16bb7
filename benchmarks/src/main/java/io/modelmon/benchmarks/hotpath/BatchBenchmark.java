package io.modelmon.benchmarks.hotpath;

import java.util.concurrent.TimeUnit;
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

/** One call with a batch of 256 rows; bursts of four, so that a burst is as many rows as usual. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class BatchBenchmark {

  private static final int BURST = 4;

  private final Shape.Caller caller = Shape.BATCH.caller(new double[ScoringModel.FEATURES], 1);
  private final Pacing pacing = new Pacing(1);

  /** Lets the reader behind catch up. */
  @Setup(Level.Invocation)
  public void pause() {
    pacing.before();
  }

  /** Takes note of what the burst has allocated. */
  @TearDown(Level.Invocation)
  public void count(CallBenchmark.Allocation allocation) {
    pacing.after();
    allocation.bytes += pacing.takeAllocated();
    allocation.calls += BURST;
  }

  /** The call as the application wrote it; with an agent attached it is the watched call. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void call(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      sink.consume(caller.call());
    }
  }

  /** The floor of every measurement of a duration: two clock reads. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void clockReads(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      sink.consume(caller.call());
      sink.consume(System.nanoTime() - start);
    }
  }
}
