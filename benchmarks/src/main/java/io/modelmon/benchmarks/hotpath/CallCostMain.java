package io.modelmon.benchmarks.hotpath;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what a watched call costs: each arm in a JVM of its own, once a round, so that what else
 * the computer does falls on all arms alike. Writes {@code call-cost.csv} (one line per arm and
 * round), {@code call-cost.md} (medians) and {@code call-cost.svg}.
 */
public final class CallCostMain {

  private static final String CALLS = "modelmon.agent.calls";

  private final Path results = Path.of(setting("results", "benchmarks/results"));
  private final int rounds = Integer.getInteger("modelmon.rounds", 3);
  private final String virtualJava = setting("virtual.java", "");
  private final List<Sample> samples = new ArrayList<>();

  private CallCostMain() {}

  /**
   * Runs the benchmarks. {@code --full} runs all costs and numbers of threads, {@code --first} the
   * table of all arms alone; settings are system properties, see {@code benchmarks/README.md}.
   */
  public static void main(String[] arguments) throws RunnerException, IOException {
    List<String> options = List.of(arguments);
    Path jar = Path.of(setting("jar", "agent/target/modelmon.jar"));
    if (!Files.exists(jar)) {
      System.err.println("no agent at " + jar + "; run ./mvnw -DskipTests package first");
      System.exit(2);
    }
    new CallCostMain().run(jar, options);
  }

  private void run(Path jar, List<String> options) throws RunnerException, IOException {
    try (OtlpReceiver receiver = OtlpReceiver.start(0)) {
      Path peers = Path.of(setting("peers", "benchmarks/target/peers"));
      Agents agents = new Agents(jar, peers, receiver.endpoint());
      Map<Cell, List<Arm>> plan = plan(agents, options.contains("--full"));
      if (options.contains("--first")) {
        plan.keySet().retainAll(List.of(Cell.of(Shape.DOUBLES)));
      }
      for (int round = 1; round <= rounds; round++) {
        for (Map.Entry<Cell, List<Arm>> entry : plan.entrySet()) {
          boolean first = entry.getKey().equals(Cell.of(Shape.DOUBLES));
          if (round > (first ? rounds : Math.max(1, rounds - 1))) {
            continue;
          }
          List<Arm> arms = new ArrayList<>(entry.getValue());
          Collections.rotate(arms, round);
          for (Arm arm : arms) {
            measure(entry.getKey(), arm, round, receiver);
          }
        }
        Files.createDirectories(results);
        Files.writeString(results.resolve("call-cost.csv"), Report.csv(samples));
      }
    }
    Report report = new Report(samples);
    String tables = report.markdown();
    Files.writeString(results.resolve("call-cost.md"), tables);
    Files.writeString(results.resolve("call-cost.svg"), BarChart.of(report.bars()));
    System.out.println(tables);
  }

  private Map<Cell, List<Arm>> plan(Agents agents, boolean full) throws IOException {
    Cell doubles = Cell.of(Shape.DOUBLES);
    Map<Cell, List<Arm>> plan = new LinkedHashMap<>();
    plan.put(doubles, agents.all());
    for (Shape shape : Shape.values()) {
      plan.putIfAbsent(Cell.of(shape), agents.basic(shape));
    }
    List<Cell> further = new ArrayList<>(List.of(doubles.on(8, false), doubles.unpaced()));
    further.add(doubles.costing(Cell.MEDIUM));
    further.add(doubles.costing(Cell.DEAR));
    if (!virtualJava.isEmpty()) {
      further.add(doubles.on(1, true));
    }
    if (full) {
      further.add(doubles.on(2, false));
      for (int repeats : new int[] {Cell.MEDIUM, Cell.DEAR}) {
        further.add(doubles.costing(repeats).on(8, false));
      }
      if (!virtualJava.isEmpty()) {
        further.add(doubles.on(8, true));
      }
    }
    for (Cell cell : further) {
      List<Arm> arms = new ArrayList<>(agents.basic(cell.shape()));
      if (full && !cell.virtual()) {
        arms.addAll(agents.others());
      }
      plan.put(cell, arms);
    }
    return plan;
  }

  private void measure(Cell cell, Arm arm, int round, OtlpReceiver receiver)
      throws RunnerException {
    receiver.clear();
    boolean batch = cell.shape() == Shape.BATCH;
    Class<?> benchmark = batch ? BatchBenchmark.class : CallBenchmark.class;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmark.getSimpleName() + "\\." + arm.method() + "$")
            .forks(1)
            .threads(cell.threads())
            .verbosity(VerboseMode.SILENT)
            .jvmArgsAppend(arguments(cell, arm));
    if (!batch) {
      options.param("shape", cell.shape().name());
      options.param("repeats", Integer.toString(cell.repeats()));
      options.param("paced", Boolean.toString(cell.paced()));
    }
    if (cell.repeats() == Cell.DEAR) {
      // Bursts take a tenth of a second.
      options.measurementTime(TimeValue.seconds(1)).warmupTime(TimeValue.seconds(1));
    }
    if (cell.virtual()) {
      options.jvm(virtualJava);
    }
    for (RunResult result : new Runner(options.build()).run()) {
      Sample sample =
          new Sample(
              cell,
              arm,
              round,
              result.getPrimaryResult().getScore(),
              ownBytes(cell, result),
              arm.isWatched() ? captured(receiver) : Double.NaN);
      samples.add(sample);
      System.out.println(Report.line(sample));
    }
  }

  /** Returns what the calling threads allocated a call; NaN for several virtual ones. */
  private static double ownBytes(Cell cell, RunResult result) {
    if (cell.virtual() && cell.threads() > 1) {
      return Double.NaN;
    }
    Map<String, Result> counted = result.getSecondaryResults();
    return score(counted, "bytes") / score(counted, "calls");
  }

  private static double score(Map<String, Result> counted, String name) {
    return Objects.requireNonNull(counted.get(name), name).getScore();
  }

  private static String[] arguments(Cell cell, Arm arm) {
    List<String> arguments = new ArrayList<>(arm.jvmArguments());
    if (cell.virtual()) {
      arguments.add("-Djmh.executor=VIRTUAL");
    }
    return arguments.toArray(new String[0]);
  }

  private static double captured(OtlpReceiver receiver) {
    double all = receiver.sum(CALLS, Map.of());
    return receiver.sum(CALLS, Map.of("modelmon.outcome", "captured")) / all;
  }

  private static String setting(String name, String fallback) {
    return System.getProperty("modelmon." + name.toLowerCase(Locale.ROOT), fallback);
  }
}
