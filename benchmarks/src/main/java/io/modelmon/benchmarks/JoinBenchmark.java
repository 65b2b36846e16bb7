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
 * What a label costs on the monitor thread while a million predictions with a binary score wait,
 * labels in random order, hashing of ids included, and what the prediction costs that takes its
 * place. Times are per label and per prediction.
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
  private String[] predicted;
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
    predicted = new String[BATCH];
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

  /** Draws which ids are labelled, and which come again. */
  @Setup(Level.Invocation)
  public void draw() {
    for (int i = 0; i < BATCH; i++) {
      String id = ids[random.nextInt(waiting)];
      labelled[i] = id;
      predicted[i] = id;
    }
  }

  /** Labels of waiting predictions; these are made again, so that as many wait as before. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long labelAndPredict() {
    for (int i = 0; i < BATCH; i++) {
      join.ids().update(labelled[i]);
      join.labelled(join.ids().high(), join.ids().low(), 0, i & 1);
      predict(join, row, predicted[i], i);
    }
    return sum;
  }
}
