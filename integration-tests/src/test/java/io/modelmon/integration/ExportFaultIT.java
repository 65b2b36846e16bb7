package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Collectors that are away, refuse, come back, or never answer. */
class ExportFaultIT {

  private static final Duration RECOVERY = Duration.ofSeconds(25);
  /* Two seconds are the agent's; the rest is for the end of a JVM on a busy machine. */
  private static final Duration SHUTDOWN = Duration.ofMillis(2000 + 700);
  private static final Map<String, String> LIVE = Map.of("modelmon.model.name", "live");

  @TempDir Path directory;
  private Path configuration;

  @BeforeEach
  void write() {
    configuration = Configurations.write(directory, Configurations.COMMANDS);
  }

  @Test
  void collector_refusingForAWhile_hasTheRightTotalsAfterwards() throws InterruptedException {
    OtlpReceiver receiver = OtlpReceiver.start(0);
    try (RunningHost host = host(receiver.endpoint())) {
      host.send("predict 500");
      awaitCalls(receiver, 500);
      receiver.respondWith(503, Map.of());

      for (int i = 0; i < 10; i++) {
        host.send("predict 500");
        Thread.sleep(250);
      }
      assertThat(receiver.sum("modelmon.agent.calls", LIVE)).isEqualTo(500);
      receiver.respondNormally();

      awaitCalls(receiver, 5500);
      assertQuiet(finish(host, receiver));
    }
  }

  @Test
  void collector_goneAndBack_hasTheRightTotalsAfterwards() throws InterruptedException {
    OtlpReceiver before = OtlpReceiver.start(0);
    int port = before.port();
    try (RunningHost host = host(before.endpoint())) {
      host.send("predict 500");
      awaitCalls(before, 500);
      before.close();
      for (int i = 0; i < 10; i++) {
        host.send("predict 500");
        Thread.sleep(250);
      }

      OtlpReceiver after = OtlpReceiver.start(port);

      awaitCalls(after, 5500);
      assertQuiet(finish(host, after));
    }
  }

  @Test
  void collector_neverThere_leavesTheHostAlone() {
    OtlpReceiver closed = OtlpReceiver.start(0);
    closed.close();

    HostResult bare = converse(HostRun.on(Jdk.building()).main("host.Commands").start());
    HostResult watched = converse(host(closed.endpoint()));

    new Differential(bare, watched, closed).assertSame();
    assertQuiet(watched);
    assertThat(watched.lingering()).isLessThan(SHUTDOWN);
  }

  @Test
  void collector_neverAnswering_leavesTheHostAlone() {
    OtlpReceiver silent = OtlpReceiver.start(0);
    silent.pause();

    HostResult bare = converse(HostRun.on(Jdk.building()).main("host.Commands").start());
    HostResult watched = converse(host(silent.endpoint()));

    new Differential(bare, watched, silent).assertSame();
    assertQuiet(watched);
    assertThat(watched.lingering()).isLessThan(SHUTDOWN);
    silent.close();
  }

  @Test
  void endpoint_notAnUrl_leavesTheHostAlone() {
    HostResult bare = converse(HostRun.on(Jdk.building()).main("host.Commands").start());
    HostResult watched = converse(host("not a url"));

    assertThat(watched.stdout()).isEqualTo(bare.stdout());
    assertThat(watched.exitCode()).isZero();
    assertThat(Differential.messages(watched.stderr())).isNotEmpty();
    assertQuiet(watched);
  }

  private RunningHost host(String endpoint) {
    return HostRun.on(Jdk.building())
        .agent(configuration)
        .collector(endpoint)
        .main("host.Commands")
        .start();
  }

  private static HostResult converse(RunningHost host) {
    try (host) {
      host.send("predict 2000").send("score 500 none");
      return host.finish();
    }
  }

  private static HostResult finish(RunningHost host, OtlpReceiver receiver) {
    HostResult result = host.finish();
    assertThat(result.exitCode()).isZero();
    result.expectations().forEach(expectation -> expectation.assertReportedTo(receiver));
    return result;
  }

  private static void awaitCalls(OtlpReceiver receiver, long calls) {
    await().atMost(RECOVERY).until(() -> receiver.sum("modelmon.agent.calls", LIVE) == calls);
  }

  /** At most one line for each of the three signals, and none that is not ours. */
  private static void assertQuiet(HostResult result) {
    assertThat(Differential.withoutMessages(result.stderr())).isEmpty();
    assertThat(Differential.messages(result.stderr())).hasSizeLessThanOrEqualTo(3);
  }
}
