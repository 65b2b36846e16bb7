package io.modelmon.benchmarks.hotpath;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One call of a model, bare or watched in different ways.
 *
 * <p>Every arm runs bursts of {@value #BURST} calls with a pause before each, so that whoever reads
 * behind can keep up; see {@link Pacing}. Without pauses what is measured of the agent is its
 * overflow path.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CallBenchmark {

  private static final int BURST = 1000;

  /** What the model takes. */
  @Param("DOUBLES")
  public Shape shape;

  /** What a call costs: dot products of 30. */
  @Param("1")
  public int repeats;

  /** Whether there is a pause between bursts. */
  @Param("true")
  public boolean paced;

  private final double[] row = new double[ScoringModel.FEATURES];
  private Shape.Caller caller;
  private HandWritten byHand;
  private Pacing pacing;

  /** What the calling thread allocated in its bursts, and how many there were. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Allocation {
    /** Bytes. */
    public long bytes;

    /** Calls. */
    public long calls;
  }

  /** Creates the model and the hand-written instruments. */
  @Setup(Level.Trial)
  public void create(BenchmarkParams parameters) {
    for (int i = 0; i < row.length; i++) {
      row[i] = i * 0.37;
    }
    caller = shape.caller(row, repeats);
    byHand = HandWritten.shared();
    pacing = new Pacing(paced ? parameters.getThreads() : 0);
  }

  /** Stops the hand-written instruments. */
  @TearDown(Level.Trial)
  public void close() {
    byHand.close();
  }

  /** Lets the reader behind catch up. */
  @Setup(Level.Invocation)
  public void pause() {
    row[0] += 1e-9;
    pacing.before();
  }

  /** Takes note of what the burst has allocated. */
  @TearDown(Level.Invocation)
  public void count(Allocation allocation) {
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

  /** Duration by hand, with Micrometer. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void micrometerTimer(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      sink.consume(caller.call());
      byHand.timer(System.nanoTime() - start);
    }
  }

  /** Duration and every feature by hand, with Micrometer. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void micrometerSummaries(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      sink.consume(caller.call());
      byHand.timer(System.nanoTime() - start);
      byHand.summaries(row);
    }
  }

  /** Duration and every feature by hand, with OpenTelemetry. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void openTelemetryHistograms(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      sink.consume(caller.call());
      byHand.histograms(row, System.nanoTime() - start);
    }
  }

  /** Inputs, output and duration by hand, as lines of JSON written by another thread. */
  @Benchmark
  @OperationsPerInvocation(BURST)
  public void jsonLog(Blackhole sink) {
    for (int i = 0; i < BURST; i++) {
      long start = System.nanoTime();
      double score = caller.call();
      sink.consume(score);
      byHand.json(row, score, System.nanoTime() - start);
    }
  }
}
