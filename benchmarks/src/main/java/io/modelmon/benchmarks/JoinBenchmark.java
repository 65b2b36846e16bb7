package io.modelmon.benchmarks;

import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.performance.join.WaitingPrediction;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a label and a prediction cost on the monitor thread while a million predictions with a
 * binary score wait, in random order, hashing of ids included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class JoinBenchmark {

  private static final int BATCH = 100_000;
  private static final JoinShape SHAPE = new JoinShape(true, 1, 0);

  /** How many predictions wait. */
  @Param({"1000000"})
  public int waiting;

  private LabelJoin join;
  private WaitingPrediction row;
  private String[] ids;
  private String[] labelled;
  private SplittableRandom random;
  private long sum;

  /** Lets the predictions wait. */
  @Setup(Level.Trial)
  public void fill() {
    join = filled(waiting, this);
    row = new WaitingPrediction(SHAPE);
    random = new SplittableRandom(3);
    ids = new String[waiting];
    for (int i = 0; i < waiting; i++) {
      ids[i] = Integer.toString(i);
    }
    labelled = new String[BATCH];
  }

  /** Returns a join in memory with so many waiting predictions, ids 0, 1, 2 … */
  static LabelJoin filled(int predictions, JoinBenchmark benchmark) {
    LabelJoin join =
        LabelStore.memory()
            .join(
                "credit",
                SHAPE,
                new JoinPolicy(1000, 1_000_000, 500, predictions),
                (prediction, label, at) -> benchmark.sum += prediction.window());
    WaitingPrediction row = new WaitingPrediction(SHAPE);
    for (int i = 0; i < predictions; i++) {
      predict(join, row, Integer.toString(i), i);
    }
    return join;
  }

  private static void predict(LabelJoin join, WaitingPrediction row, String id, int number) {
    row.fill(1, number, 0, number & 1);
    row.score(0, number / 1e6);
    join.ids().update(id);
    join.predicted(join.ids().high(), join.ids().low(), row);
  }

  /** Draws which ids are labelled, and makes sure that a prediction waits for each. */
  @Setup(Level.Invocation)
  public void draw() {
    for (int i = 0; i < BATCH; i++) {
      int id = random.nextInt(waiting);
      predict(join, row, ids[id], id);
      labelled[i] = ids[id];
    }
  }

  /** Labels of waiting predictions; a few ids are drawn twice and give duplicates. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long label() {
    for (int i = 0; i < BATCH; i++) {
      join.ids().update(labelled[i]);
      join.labelled(join.ids().high(), join.ids().low(), 0, 1);
    }
    return sum;
  }

  /** Predictions that replace those of the same id. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long predict() {
    for (int i = 0; i < BATCH; i++) {
      predict(join, row, labelled[i], i);
    }
    return sum;
  }
}
