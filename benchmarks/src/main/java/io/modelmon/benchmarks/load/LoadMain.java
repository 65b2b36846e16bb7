package io.modelmon.benchmarks.load;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Puts a service under a steady load, without the agent and with it by turns, checks that every
 * call is accounted for, and writes {@code load.csv}: what was captured and dropped, the heap, the
 * CPU time of the agent's threads, and what the calling threads took more than without the agent.
 *
 * <p>Settings are system properties; see {@code benchmarks/README.md}.
 */
public final class LoadMain {

  private static final String HEADER =
      "round,agent,sampling,rate,threads,features,seconds,calls,accounted,rows,captured,sampled_out,"
          + "full,warming,breaker,errors,heap_before_mb,heap_after_mb,agent_cores,callers_cores,process_cores,"
          + "p50_ns,p99_ns,p999_ns,reported_threads,reported_calls,payload_rate,timing_rate";

  private final long rate = Long.getLong("modelmon.rate", 100_000);
  private final int threads = Integer.getInteger("modelmon.threads", 2);
  private final int features = Integer.getInteger("modelmon.features", 20);
  private final int seconds = Integer.getInteger("modelmon.seconds", 600);
  private final int rounds = Integer.getInteger("modelmon.rounds", 1);
  private final boolean bare = !"false".equals(System.getProperty("modelmon.bare"));
  private final String sampling = System.getProperty("modelmon.sampling", "");
  private final Path jar = Path.of(System.getProperty("modelmon.jar", "agent/target/modelmon.jar"));
  private final Path results =
      Path.of(System.getProperty("modelmon.results", "benchmarks/results"));

  private LoadMain() {}

  /** Runs; ends with status 1 when a call is not accounted for. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    LoadMain main = new LoadMain();
    if (!Files.exists(main.jar)) {
      System.err.println("no agent at " + main.jar + "; run ./mvnw -DskipTests package first");
      System.exit(2);
    }
    System.exit(main.run() ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    boolean exact = true;
    System.out.println(HEADER);
    for (int round = 1; round <= rounds; round++) {
      for (boolean watched : bare ? new boolean[] {false, true} : new boolean[] {true}) {
        try (OtlpReceiver receiver = OtlpReceiver.start(0)) {
          Map<String, Long> host = host(watched, receiver);
          String line = line(round, watched, host, receiver);
          exact &=
              !watched || receiver.sum("modelmon.agent.calls", Map.of()) == value(host, "calls");
          lines.add(line);
          System.out.println(line);
        }
      }
    }
    Files.createDirectories(results);
    Files.write(results.resolve("load.csv"), lines);
    return exact;
  }

  private String line(int round, boolean watched, Map<String, Long> host, OtlpReceiver receiver) {
    double steady = (double) value(host, "steady_ns");
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(round));
    cells.add(watched ? "modelmon" : "none");
    cells.add('"' + (watched ? sampling : "").replace('"', '\'') + '"');
    for (long value : new long[] {rate, threads, features, seconds, value(host, "calls")}) {
      cells.add(Long.toString(value));
    }
    cells.add(Long.toString(receiver.sum("modelmon.agent.calls", Map.of())));
    cells.add(Long.toString(receiver.sum("modelmon.agent.rows", Map.of())));
    for (String outcome : List.of("captured", "sampled_out")) {
      Map<String, String> attributes = Map.of("modelmon.outcome", outcome);
      cells.add(Long.toString(receiver.sum("modelmon.agent.calls", attributes)));
    }
    for (String reason : List.of("full", "warming", "breaker")) {
      Map<String, String> attributes = Map.of("modelmon.reason", reason);
      cells.add(Long.toString(receiver.sum("modelmon.agent.calls", attributes)));
    }
    cells.add(Long.toString(receiver.sum("modelmon.predict.errors", Map.of())));
    for (String heap : List.of("heap_before", "heap_after")) {
      cells.add(String.format(Locale.ROOT, "%.2f", value(host, heap) / 1e6));
    }
    for (String cpu : List.of("cpu_agent_ns", "cpu_callers_ns", "cpu_process_ns")) {
      cells.add(String.format(Locale.ROOT, "%.5f", value(host, cpu) / steady));
    }
    for (String quantile : List.of("p50_ns", "p99_ns", "p999_ns")) {
      cells.add(Long.toString(value(host, quantile)));
    }
    String[][] gauges = {
      {"modelmon.agent.overhead", "modelmon.overhead.part", "threads"},
      {"modelmon.agent.overhead", "modelmon.overhead.part", "calls"},
      {"modelmon.agent.sampling", "modelmon.sampling.stage", "payload"},
      {"modelmon.agent.sampling", "modelmon.sampling.stage", "timing"},
    };
    for (String[] gauge : gauges) {
      OptionalDouble value = receiver.latest(gauge[0], Map.of(gauge[1], gauge[2]));
      cells.add(value.isPresent() ? String.format(Locale.ROOT, "%.5f", value.getAsDouble()) : "");
    }
    return String.join(",", cells);
  }

  private static long value(Map<String, Long> host, String name) {
    return Objects.requireNonNull(host.get(name), name);
  }

  private Map<String, Long> host(boolean watched, OtlpReceiver receiver)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    if (watched) {
      command.add("-javaagent:" + jar.toAbsolutePath() + "=" + configuration());
      command.add("-Dotel.exporter.otlp.endpoint=" + receiver.endpoint());
    }
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classPath, LoadHost.class.getName()));
    for (long argument : new long[] {rate, threads, features, seconds}) {
      command.add(Long.toString(argument));
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, Long> values = new HashMap<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        for (String word : line.split(" ", -1)) {
          int equals = word.indexOf('=');
          if (equals > 0) {
            values.put(word.substring(0, equals), Long.valueOf(word.substring(equals + 1)));
          }
        }
      }
    }
    int status = process.waitFor();
    if (status != 0 || !values.containsKey("heap_after")) {
      throw new IOException("the host ended with " + status);
    }
    return values;
  }

  private Path configuration() throws IOException {
    Path file = Files.createTempFile("modelmon", ".yaml");
    file.toFile().deleteOnExit();
    String own = sampling.isEmpty() ? "" : "sampling: { " + sampling + " }\n";
    Files.writeString(
        file,
        """
        file_format: "1"
        models:
          - name: load
            predict: [ "%s$Model#predict(double[])" ]
            reference: { learn: 5000 }
        %s\
        """
            .formatted(LoadHost.class.getName(), own));
    return file;
  }
}
