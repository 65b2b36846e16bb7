package io.modelmon.integration;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One start of a host in a JVM of its own. Nothing of this process' environment reaches it but the
 * bare necessities.
 */
final class HostRun {

  private static final List<String> INHERITED = List.of("PATH", "HOME", "TMPDIR", "LANG");

  private final Jdk jdk;
  private final List<String> jvmArguments = new ArrayList<>();
  private final List<String> launch = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  private HostRun(Jdk jdk) {
    this.jdk = jdk;
    jvmArguments.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m"));
    environment.put("OTEL_METRIC_EXPORT_INTERVAL", "200");
  }

  /** Begins a start on a JDK. */
  static HostRun on(Jdk jdk) {
    return new HostRun(jdk);
  }

  /** Starts a class of the jar of hosts. */
  HostRun main(String mainClass, String... arguments) {
    return launch("-cp", Artifacts.hosts().toString(), mainClass).arguments(arguments);
  }

  /** Starts whatever these arguments of the JVM name. */
  HostRun launch(String... arguments) {
    launch.addAll(List.of(arguments));
    return this;
  }

  /** Adds arguments of the host. */
  HostRun arguments(String... arguments) {
    launch.addAll(List.of(arguments));
    return this;
  }

  /** Adds options of the JVM. */
  HostRun jvm(String... options) {
    jvmArguments.addAll(List.of(options));
    return this;
  }

  /** Attaches the agent with a configuration file. */
  HostRun agent(Path configuration) {
    return jvm("-javaagent:" + Artifacts.modelmon() + "=" + configuration);
  }

  /** Names the collector to the agent. */
  HostRun collector(OtlpReceiver receiver) {
    return collector(receiver.endpoint());
  }

  /** Names the collector to the agent. */
  HostRun collector(String endpoint) {
    return environment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
  }

  /** Sets an environment variable. */
  HostRun environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts the host and waits until it ends. */
  HostResult run() {
    return start().finish();
  }

  /** Starts the host, which then takes commands. */
  RunningHost start() {
    List<String> command = new ArrayList<>();
    command.add(jdk.tool("java").toString());
    command.addAll(jvmArguments);
    command.addAll(launch);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      return new RunningHost(builder.start(), String.join(" ", command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
