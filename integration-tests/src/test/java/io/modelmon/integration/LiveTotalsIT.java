package io.modelmon.integration;

import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector sees while the host runs. */
class LiveTotalsIT {

  /* A second and the export interval of 200 ms; the rest is for a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path directory;

  @Test
  void calls_whileTheHostRuns_arriveWithinAnInterval() {
    Path configuration = Configurations.write(directory, Configurations.COMMANDS);
    OtlpReceiver receiver = OtlpReceiver.start(0);

    try (RunningHost host =
        HostRun.on(Jdk.building())
            .agent(configuration)
            .collector(receiver)
            .main("host.Commands")
            .start()) {
      host.send("predict 10");
      await().atMost(Duration.ofSeconds(20)).until(() -> live(receiver) == 10);
      for (int round = 1; round <= 5; round++) {
        long expected = 10 + 300L * round;
        host.send("predict 300");
        await()
            .pollInterval(Duration.ofMillis(10))
            .atMost(SOON)
            .until(() -> live(receiver) == expected);
      }
    }
  }

  private static long live(OtlpReceiver receiver) {
    return receiver.sum("modelmon.agent.calls", Map.of("modelmon.model.name", "live"));
  }
}
