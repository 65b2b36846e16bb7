package io.modelmon.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs all arms of {@link PredictBenchmark} in interleaved rounds and writes {@code predict.csv}:
 * one line for each arm and round, with nanoseconds and bytes per call.
 */
public final class BenchmarkMain {

  private static final int ROUNDS = Integer.getInteger("modelmon.rounds", 3);
  private static final String CONFIG =
      """
      file_format: "1"
      models:
        - name: linear
          predict: [ "io.modelmon.benchmarks.LinearModel#predict" ]
          prediction: { from: return, type: number }
          reference: { learn: 5000 }
      """;

  private BenchmarkMain() {}

  /** Runs the benchmarks; takes about two minutes a round. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Path jar = Path.of(System.getProperty("modelmon.jar", "agent/target/modelmon.jar"));
    Path results = Path.of(System.getProperty("modelmon.results", "benchmarks/results"));
    if (!Files.exists(jar)) {
      System.err.println("no agent at " + jar + "; run ./mvnw -DskipTests package first");
      System.exit(2);
    }
    Path config = Files.createTempFile("modelmon", ".yaml");
    Files.writeString(config, CONFIG);
    List<String> lines = new ArrayList<>();
    lines.add("round,arm,ns_per_call,ns_error,bytes_per_call");
    for (int round = 1; round <= ROUNDS; round++) {
      lines.addAll(run(round, "", PredictBenchmark.class.getSimpleName() + "\\..*"));
      lines.addAll(
          run(round, "-javaagent:" + jar.toRealPath() + "=" + config, "PredictBenchmark\\.call$"));
    }
    Files.createDirectories(results);
    Files.write(results.resolve("predict.csv"), lines);
    lines.forEach(System.out::println);
  }

  private static List<String> run(int round, String agent, String include) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(include).forks(1).addProfiler(GCProfiler.class);
    if (!agent.isEmpty()) {
      // No exporter: nothing listens here, and what is measured is the calling thread.
      options.jvmArgsAppend(agent, "-Dotel.sdk.disabled=true");
    }
    Collection<RunResult> runs = new Runner(options.build()).run();
    List<String> lines = new ArrayList<>();
    for (RunResult result : runs) {
      Result<?> time = result.getPrimaryResult();
      Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
      lines.add(
          String.format(
              Locale.ROOT,
              "%d,%s,%.1f,%.1f,%.2f",
              round,
              agent.isEmpty() ? time.getLabel() : "modelmon",
              time.getScore(),
              time.getScoreError(),
              bytes == null ? Double.NaN : bytes.getScore()));
    }
    return lines;
  }
}
