package io.modelmon.benchmarks;

import io.modelmon.detector.Adwin;
import io.modelmon.detector.ChangeDetector;
import io.modelmon.detector.Cusum;
import io.modelmon.detector.Ddm;
import io.modelmon.detector.Ecdd;
import io.modelmon.detector.Eddm;
import io.modelmon.detector.Ewma;
import io.modelmon.detector.HddmA;
import io.modelmon.detector.HddmW;
import io.modelmon.detector.Kswin;
import io.modelmon.detector.PageHinkley;
import io.modelmon.detector.Rddm;
import io.modelmon.detector.Stepd;
import io.modelmon.profile.ColumnCounts;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one value costs on the monitor thread, by where it goes, and what closing a window of a
 * hundred features costs. Times are per value, and per window for {@link #closeWindow}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class StatisticsBenchmark {

  private static final int VALUES = 4_096;

  private final double[] normal = new double[VALUES];
  private final double[] block = new double[VALUES];
  private final String[] categories = new String[VALUES];
  private ColumnCounts grid;
  private ColumnCounts levels;

  /** Draws the values and freezes the references. */
  @Setup(Level.Trial)
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < VALUES; i++) {
      normal[i] = random.nextGaussian();
      categories[i] = "category " + Math.min(50, (int) (-10 * Math.log(1 - random.nextDouble())));
    }
    grid = ColumnCounts.against(WatchedModel.numeric(20_000));
    levels = ColumnCounts.against(WatchedModel.categorical(20_000));
  }

  /** A number on a grid of a thousand cells, in blocks, as one-row calls go. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public void gridInBlocks(Blackhole sink) {
    System.arraycopy(normal, 0, block, 0, VALUES);
    grid.numbers(block, VALUES);
    sink.consume(grid.rows());
  }

  /** A number on a grid of a thousand cells, one by one, as rows of large batches go. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public void gridOneByOne(Blackhole sink) {
    for (double value : normal) {
      grid.number(value);
      grid.endCall();
    }
    sink.consume(grid.rows());
  }

  /** A text among fifty categories. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public void category(Blackhole sink) {
    for (String value : categories) {
      levels.text(value);
      levels.endCall();
    }
    sink.consume(levels.rows());
  }

  /** A detector at its defaults, in control. */
  @State(Scope.Thread)
  public static class Stream {

    /** The detector. */
    @Param({
      "adwin",
      "cusum",
      "pageHinkley",
      "ewma",
      "ecdd",
      "ddm",
      "eddm",
      "rddm",
      "hddmA",
      "hddmW",
      "kswin",
      "stepd"
    })
    public String detector;

    private final double[] errors = new double[VALUES];
    private ChangeDetector subject;

    /** Draws errors with a rate of 0.2. */
    @Setup(Level.Trial)
    public void create() {
      SplittableRandom random = new SplittableRandom(2);
      for (int i = 0; i < VALUES; i++) {
        errors[i] = random.nextDouble() < 0.2 ? 1 : 0;
      }
      subject =
          switch (detector) {
            case "adwin" -> Adwin.builder().build();
            case "cusum" -> Cusum.builder().build();
            case "pageHinkley" -> PageHinkley.builder().build();
            case "ewma" -> Ewma.builder(0.2, 0.4).build();
            case "ecdd" -> Ecdd.builder().build();
            case "ddm" -> Ddm.builder().build();
            case "eddm" -> Eddm.builder().build();
            case "rddm" -> Rddm.builder().build();
            case "hddmA" -> HddmA.builder().build();
            case "hddmW" -> HddmW.builder().build();
            case "kswin" -> Kswin.builder().build();
            case "stepd" -> Stepd.builder().build();
            default -> throw new IllegalArgumentException(detector);
          };
    }
  }

  /** One value in a change detector. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public void detector(Stream stream, Blackhole sink) {
    for (double error : stream.errors) {
      sink.consume(stream.subject.update(error));
    }
  }

  /** A window of a thousand rows that lacks its last row. */
  @State(Scope.Thread)
  public static class Window {

    /** What is exported: the deciding measure only, or all of them. */
    @Param({"features", "full"})
    public String detail;

    private WatchedModel model;

    /** Creates the model. */
    @Setup(Level.Trial)
    public void create() {
      model = new WatchedModel(100, detail);
    }

    /**
     * Serves all rows but the last, and has them counted: that is a cost of rows, not of closing.
     */
    @Setup(Level.Invocation)
    public void fill() {
      model.serve(WatchedModel.WINDOW - 1);
      model.publish();
      model.offer();
    }
  }

  /** The poll that counts the last row and closes the window: compares, decides, publishes. */
  @Benchmark
  public void closeWindow(Window window, Blackhole sink) {
    sink.consume(window.model.poll());
  }

  /** Rows of thirty numbers that wait in the ring, with everything live. */
  @State(Scope.Thread)
  public static class Traffic {

    static final int ROWS = 2_000;

    private WatchedModel model;

    /** Creates the model; its windows are so large that closing them hardly counts. */
    @Setup(Level.Trial)
    public void create() {
      model = new WatchedModel(30, "features", 100_000);
    }

    /** Puts the rows into the ring. */
    @Setup(Level.Invocation)
    public void fill() {
      model.offer(ROWS);
    }
  }

  /** A prediction of thirty numbers from the ring to all counts: 1e9 by this are those a second. */
  @Benchmark
  @OperationsPerInvocation(Traffic.ROWS)
  public void drainRow(Traffic traffic, Blackhole sink) {
    sink.consume(traffic.model.poll());
  }
}
