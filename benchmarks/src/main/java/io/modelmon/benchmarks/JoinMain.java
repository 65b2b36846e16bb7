package io.modelmon.benchmarks;

import io.modelmon.performance.join.LabelJoin;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link JoinBenchmark}, weighs a million waiting predictions after garbage collection, and
 * writes {@code join.csv}.
 */
public final class JoinMain {

  private static final int MILLION = 1_000_000;

  private JoinMain() {}

  /** Runs everything; takes about half a minute. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Path results = Path.of(System.getProperty("modelmon.results", "benchmarks/results"));
    List<String> lines = new ArrayList<>();
    lines.add("heap_bytes_of_1000000_waiting," + heap());
    lines.add("arm,ns,ns_error,allocated_bytes");
    OptionsBuilder options = new OptionsBuilder();
    options.include(JoinBenchmark.class.getSimpleName() + "\\..*").forks(1);
    options.addProfiler(GCProfiler.class);
    for (RunResult result : new Runner(options.build()).run()) {
      Result<?> time = result.getPrimaryResult();
      Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%.1f,%.1f,%.1f",
              time.getLabel(),
              time.getScore(),
              time.getScoreError(),
              bytes == null ? Double.NaN : bytes.getScore()));
    }
    Files.createDirectories(results);
    Files.write(results.resolve("join.csv"), lines);
    lines.forEach(System.out::println);
  }

  /** Returns by how much the heap is larger with a full join than without. */
  private static long heap() {
    long without = used();
    LabelJoin held = JoinBenchmark.filled(MILLION, new JoinBenchmark());
    try {
      return used() - without;
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  @SuppressWarnings("SystemGc")
  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
