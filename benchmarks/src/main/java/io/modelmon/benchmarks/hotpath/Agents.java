package io.modelmon.benchmarks.hotpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arms, with the JVM arguments that attach agents. No agent sends anything but modelmon, whose
 * last report says how many calls it captured.
 */
final class Agents {

  private final Path modelmon;
  private final Path peers;
  private final String endpoint;

  /**
   * Creates the arms.
   *
   * @param modelmon the agent's jar
   * @param peers the folder of the other agents' jars; those that are missing are left out
   * @param endpoint where modelmon reports to
   */
  Agents(Path modelmon, Path peers, String endpoint) {
    this.modelmon = modelmon;
    this.peers = peers;
    this.endpoint = endpoint;
  }

  /** Returns the three arms every cell has: the plain call, the floor, and the watched call. */
  List<Arm> basic(Shape shape) throws IOException {
    return List.of(
        Arm.of(Arm.PLAIN, "call"),
        Arm.of(Arm.FLOOR, "clockReads"),
        modelmon(Arm.WATCHED, shape.rule()));
  }

  /** Returns all arms, for arrays of doubles. */
  List<Arm> all() throws IOException {
    List<Arm> arms = new ArrayList<>(basic(Shape.DOUBLES));
    arms.add(Arm.of("modelmon, no rule", "call", agent(modelmon), "-Dotel.sdk.disabled=true"));
    arms.add(modelmon("modelmon, rule that matches nothing", "com.acme.Absent#predict(double[])"));
    arms.add(modelmon("modelmon, sampled out", Shape.DOUBLES.rule(), "rate: 0"));
    arms.add(
        modelmon(
            "modelmon, sampled out and not timed", Shape.DOUBLES.rule(), "rate: 0, timing: 0"));
    arms.addAll(others());
    arms.add(Arm.of("Micrometer timer", "micrometerTimer"));
    arms.add(Arm.of("Micrometer timer and 30 summaries", "micrometerSummaries"));
    arms.add(Arm.of("OpenTelemetry, 31 histograms", "openTelemetryHistograms"));
    arms.add(Arm.of("JSON log, asynchronous", "jsonLog"));
    return arms;
  }

  /** Returns the arms of other agents. */
  List<Arm> others() {
    String type = ScoringModel.class.getName();
    List<Arm> arms = new ArrayList<>();
    add(
        arms,
        "OpenTelemetry agent 2.33.1",
        "opentelemetry-javaagent.jar",
        "-Dotel.instrumentation.methods.include=" + type + "[doubles]",
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none",
        "-Dotel.logs.exporter=none");
    add(
        arms,
        "Elastic agent 1.55.1",
        "elastic-apm-agent.jar",
        "-Delastic.apm.trace_methods=" + type + "#doubles",
        "-Delastic.apm.disable_send=true",
        "-Delastic.apm.central_config=false",
        "-Delastic.apm.cloud_provider=NONE",
        "-Delastic.apm.log_level=OFF");
    add(
        arms,
        "Datadog agent 1.68.1",
        "dd-java-agent.jar",
        "-Ddd.trace.methods=" + type + "[doubles]",
        "-Ddd.trace.agent.url=http://127.0.0.1:1",
        "-Ddd.instrumentation.telemetry.enabled=false",
        "-Ddd.remote_config.enabled=false",
        "-Ddd.jmxfetch.enabled=false",
        "-Ddd.trace.startup.logs=false",
        "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off");
    return arms;
  }

  private void add(List<Arm> arms, String name, String jar, String... settings) {
    Path file = peers.resolve(jar);
    if (Files.exists(file)) {
      List<String> arguments = new ArrayList<>(List.of(agent(file)));
      arguments.addAll(List.of(settings));
      arms.add(new Arm(name, "call", arguments));
    }
  }

  private Arm modelmon(String name, String rule) throws IOException {
    return modelmon(name, rule, "rate: 1");
  }

  /** Returns an arm with breakers off: what is measured must not depend on what came before. */
  private Arm modelmon(String name, String rule, String sampling) throws IOException {
    Path config = Files.createTempFile("modelmon", ".yaml");
    config.toFile().deleteOnExit();
    Files.writeString(
        config,
        """
        file_format: "1"
        models:
          - name: scoring
            predict: [ "%s" ]
            reference: { learn: 5000 }
        sampling: { breakers: off, %s }
        """
            .formatted(rule, sampling));
    return Arm.of(
        name, "call", agent(modelmon) + "=" + config, "-Dotel.exporter.otlp.endpoint=" + endpoint);
  }

  private static String agent(Path jar) {
    return "-javaagent:" + jar.toAbsolutePath();
  }
}
