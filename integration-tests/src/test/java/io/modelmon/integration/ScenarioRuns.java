package io.modelmon.integration;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of {@code host.Scenarios} with all scenarios, one pair per JDK, shared by all tests. */
final class ScenarioRuns {

  private static final Map<Jdk, Differential> RUNS = new ConcurrentHashMap<>();

  private ScenarioRuns() {}

  /** Returns the pair of a JDK, which is made on first use. */
  static Differential on(Jdk jdk) {
    return RUNS.computeIfAbsent(
        jdk,
        key ->
            Differential.of(
                () -> HostRun.on(key).main("host.Scenarios"),
                Configurations.resource("scenarios.yaml")));
  }
}
