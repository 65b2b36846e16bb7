package io.modelmon.integration;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of {@code host.Scenarios} with all scenarios, one pair per JDK, shared by all tests. */
final class ScenarioRuns {

  private static final Map<Jdk, Pair> PAIRS = new ConcurrentHashMap<>();

  private ScenarioRuns() {}

  /**
   * One run without the agent and one with it.
   *
   * @param bare what the host did without the agent
   * @param watched what it did with the agent
   * @param receiver what the agent reported
   */
  record Pair(HostResult bare, HostResult watched, OtlpReceiver receiver) {}

  /** Returns the pair of a JDK, which is made on first use. */
  static Pair on(Jdk jdk) {
    return PAIRS.computeIfAbsent(jdk, ScenarioRuns::run);
  }

  /** Returns a file of the test resources. */
  static Path resource(String name) {
    URL url = Objects.requireNonNull(ScenarioRuns.class.getResource("/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Pair run(Jdk jdk) {
    HostResult bare = HostRun.on(jdk).main("host.Scenarios").run();
    OtlpReceiver receiver = OtlpReceiver.start(0);
    HostResult watched =
        HostRun.on(jdk)
            .main("host.Scenarios")
            .agent(resource("scenarios.yaml"))
            .collector(receiver)
            .run();
    return new Pair(bare, watched, receiver);
  }
}
