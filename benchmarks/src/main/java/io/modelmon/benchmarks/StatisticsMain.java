package io.modelmon.benchmarks;

import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.ReferenceColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs {@link StatisticsBenchmark}, weighs features, and writes {@code statistics.csv}: one line
 * for each arm with nanoseconds and allocated bytes, and the heap of one feature.
 */
public final class StatisticsMain {

  private static final int SECONDS = Integer.getInteger("modelmon.seconds", 8);
  private static final int FEATURES = 200;

  private StatisticsMain() {}

  /** Runs everything; takes about five minutes. */
  public static void main(String[] arguments) throws RunnerException, IOException {
    Path results = Path.of(System.getProperty("modelmon.results", "benchmarks/results"));
    List<String> lines = new ArrayList<>();
    lines.add("arm,ns,ns_error,allocated_bytes");
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(StatisticsBenchmark.class.getSimpleName() + "\\..*")
        .forks(1)
        .warmupIterations(Math.min(5, SECONDS))
        .measurementIterations(SECONDS)
        .measurementTime(TimeValue.seconds(1))
        .addProfiler(GCProfiler.class);
    for (RunResult result : new Runner(options.build()).run()) {
      lines.add(line(result));
    }
    lines.add("");
    lines.add("feature,heap_bytes");
    lines.add("numeric reference," + heap(() -> WatchedModel.numeric(20_000)));
    lines.add("categorical reference," + heap(() -> WatchedModel.categorical(20_000)));
    ReferenceColumn numeric = WatchedModel.numeric(20_000);
    lines.add("numeric window," + heap(() -> ColumnCounts.against(numeric)));
    ReferenceColumn categorical = WatchedModel.categorical(20_000);
    lines.add("categorical window," + heap(() -> ColumnCounts.against(categorical)));
    Files.createDirectories(results);
    Files.write(results.resolve("statistics.csv"), lines);
    lines.forEach(System.out::println);
  }

  private static String line(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    StringBuilder arm = new StringBuilder(time.getLabel());
    for (String parameter : result.getParams().getParamsKeys()) {
      arm.append(' ').append(result.getParams().getParam(parameter));
    }
    return String.format(
        Locale.ROOT,
        "%s,%.1f,%.1f,%.2f",
        arm,
        time.getScore(),
        time.getScoreError(),
        bytes == null ? Double.NaN : bytes.getScore());
  }

  /** Returns the heap of one object with all that only it reaches, from many of them. */
  private static long heap(Supplier<Object> factory) {
    Object[] held = new Object[FEATURES];
    held[0] = factory.get(); // classes and constants
    long before = used();
    for (int i = 1; i < FEATURES; i++) {
      held[i] = factory.get();
    }
    long after = used();
    if (held[FEATURES - 1] == null) {
      throw new IllegalStateException("the objects must be alive until here");
    }
    return (after - before) / (FEATURES - 1);
  }

  @SuppressWarnings("SystemGc")
  private static long used() {
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
