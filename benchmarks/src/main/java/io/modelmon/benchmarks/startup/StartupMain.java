package io.modelmon.benchmarks.startup;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Starts a small and a Spring Boot application in interleaved rounds, plain and with agents, prints
 * medians and writes {@code startup.csv}: one line for each application, arm and round.
 *
 * <p>{@code -Dmodelmon.rounds=N} sets the number of rounds, {@code -Dmodelmon.peers=DIRECTORY}
 * where the jars of other agents are; those that are not there are left out, and said so.
 */
public final class StartupMain {

  private static final int ROUNDS = Integer.getInteger("modelmon.rounds", 20);
  private static final String CONFIG =
      """
      file_format: "1"
      models:
        - name: linear
          predict:
            - "io.modelmon.benchmarks.hotpath.ScoringModel#doubles"
            - "com.example.Fraud#score(double[])"
            - "com.example.Churn#score(double[])"
            - "com.example.Price#predict(double[])"
            - "com.example.Ranking#rank(double[])"
          prediction: { from: return, type: number }
          reference: { learn: 5000 }
      """;

  private StartupMain() {}

  /**
   * Runs all arms; a round takes some seconds without the agents of others, half a minute with
   * them.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path jar = Path.of(System.getProperty("modelmon.jar", "agent/target/modelmon.jar"));
    if (!Files.exists(jar)) {
      System.err.println("no agent at " + jar + "; run ./mvnw -DskipTests package first");
      System.exit(2);
    }
    List<StartupArm> arms = arms(jar.toRealPath());
    List<String> lines = new ArrayList<>();
    lines.add("application,arm,round,to_main_ms,to_result_ms,to_started_ms");
    lines.addAll(measure("plain", StartupHost.class, arms, classPath("classes")));
    String spring = springLibraries();
    if (spring.isEmpty()) {
      System.out.println("Spring Boot left out: benchmarks/target/spring is not there");
    } else {
      lines.addAll(measure("spring_boot", SpringHost.class, arms, classPath("classes") + spring));
    }
    Path results = Path.of(System.getProperty("modelmon.results", "benchmarks/results"));
    Files.createDirectories(results);
    Files.write(results.resolve("startup.csv"), lines);
  }

  private static List<StartupArm> arms(Path jar) throws IOException {
    Path directory = Files.createTempDirectory("modelmon-startup");
    Path config = directory.resolve("modelmon.yaml");
    Files.writeString(config, CONFIG);
    List<StartupArm> arms = new ArrayList<>();
    arms.add(new StartupArm("none", List.of()));
    arms.add(new StartupArm("empty_premain", List.of("-javaagent:" + emptyAgent(directory))));
    arms.add(new StartupArm("modelmon", List.of("-javaagent:" + jar + "=" + config)));
    String method = "io.modelmon.benchmarks.hotpath.ScoringModel[doubles]";
    addPeer(
        arms,
        "opentelemetry",
        "opentelemetry-javaagent",
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none",
        "-Dotel.instrumentation.methods.include=" + method);
    addPeer(
        arms,
        "elastic",
        "elastic-apm-agent",
        "-Delastic.apm.disable_send=true",
        "-Delastic.apm.log_level=OFF",
        "-Delastic.apm.trace_methods=io.modelmon.benchmarks.hotpath.ScoringModel#doubles");
    addPeer(
        arms,
        "datadog",
        "dd-java-agent",
        "-Ddd.trace.methods=" + method,
        "-Ddd.instrumentation.telemetry.enabled=false",
        "-Ddd.remote_config.enabled=false",
        "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off");
    return arms;
  }

  private static void addPeer(List<StartupArm> arms, String name, String jar, String... settings) {
    File[] found =
        new File(System.getProperty("modelmon.peers", "benchmarks/target/peers"))
            .listFiles((directory, file) -> file.startsWith(jar) && file.endsWith(".jar"));
    if (found == null || found.length == 0) {
      System.out.println(name + " left out: its agent is not there");
      return;
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("-javaagent:" + found[0].getAbsolutePath());
    arguments.addAll(List.of(settings));
    arms.add(new StartupArm(name, arguments));
  }

  private static List<String> measure(
      String application, Class<?> main, List<StartupArm> arms, String classPath)
      throws IOException, InterruptedException {
    Map<StartupArm, List<StartupRun>> runs = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      for (StartupArm arm : arms) {
        StartupRun run = StartupRun.of(arm, classPath, main);
        if (round > 0) { // the round before the first fills the caches of the file system
          runs.computeIfAbsent(arm, key -> new ArrayList<>()).add(run);
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s,%s,%d,%.1f,%.1f,%.1f",
                  application,
                  arm.name(),
                  round,
                  run.toMain(),
                  run.toResult(),
                  run.toStarted()));
        }
      }
      System.err.printf("%s: round %d of %d%n", application, round, ROUNDS);
    }
    print(application, runs);
    return lines;
  }

  private static void print(String application, Map<StartupArm, List<StartupRun>> runs) {
    List<StartupRun> plain = runs.values().iterator().next();
    List<ToDoubleFunction<StartupRun>> times =
        List.of(StartupRun::toMain, StartupRun::toStarted, StartupRun::toResult);
    System.out.printf(
        Locale.ROOT,
        "%n%-12s %-14s %10s %8s %10s %8s %10s %8s%n",
        application,
        "arm",
        "main, ms",
        "added",
        "started",
        "added",
        "result",
        "added");
    runs.forEach(
        (arm, all) -> {
          StringBuilder line = new StringBuilder();
          for (ToDoubleFunction<StartupRun> time : times) {
            double median = median(all.stream().mapToDouble(time).toArray());
            double added = median - median(plain.stream().mapToDouble(time).toArray());
            line.append(String.format(Locale.ROOT, " %10.0f %8.0f", median, added));
          }
          System.out.printf(Locale.ROOT, "%-12s %-14s%s%n", "", arm.name(), line);
        });
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String classPath(String folder) {
    return Path.of("benchmarks/target", folder).toAbsolutePath().toString();
  }

  /** Returns the libraries, each with a separator before it; empty when they are not there. */
  private static String springLibraries() {
    String own = jars("benchmarks/target/spring", "");
    // Some that Spring needs are libraries of the benchmarks too, and were copied there.
    return own.isEmpty()
        ? ""
        : own
            + jars("benchmarks/target/lib", "jspecify")
            + jars("benchmarks/target/lib", "micrometer");
  }

  private static String jars(String folder, String prefix) {
    File[] jars = new File(folder).listFiles((directory, name) -> name.startsWith(prefix));
    StringBuilder path = new StringBuilder();
    if (jars != null) {
      for (File jar : jars) {
        path.append(File.pathSeparator).append(jar.getAbsolutePath());
      }
    }
    return path.toString();
  }

  private static Path emptyAgent(Path directory) throws IOException {
    Path jar = directory.resolve("empty.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = EmptyAgent.class.getClassLoader().getResourceAsStream(entry)) {
      if (in == null) {
        throw new IOException(entry + " is missing");
      }
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
    return jar;
  }
}
