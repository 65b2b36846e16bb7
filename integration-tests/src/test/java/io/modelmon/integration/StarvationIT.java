package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.modelmon.examples.receiver.Event;
import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service beside processes that take all processors: its slow calls are put down to them. */
class StarvationIT {

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: scorer
          predict: ["host.Commands$Scorer#score"]
          window: { predictions: 200, min_age: 3s }
          alerts:
            - { name: slow, when: "latency.p99 > 1ns" }
      """;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path directory;

  @Test
  void latency_besideBusyNeighbours_isCpuStarvation() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/stat")), "not Linux");
    OtlpReceiver collector = OtlpReceiver.start(0);
    List<Process> neighbours = new ArrayList<>();
    try (RunningHost host =
        HostRun.on(Jdk.building())
            .agent(Configurations.write(directory, CONFIGURATION))
            .collector(collector)
            .main("host.Commands")
            .start()) {
      host.send("score 10 none");
      for (int i = 0; i < 3 * Runtime.getRuntime().availableProcessors(); i++) {
        neighbours.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
      }
      await().atMost(PATIENCE).until(() -> !slow(host.send("score 100 none"), collector).isEmpty());

      Event alert = slow(host, collector).get(0);
      assertThat(alert.attribute("modelmon.alert.diagnosis")).isEqualTo("environment");
      assertThat(alert.attribute("modelmon.alert.finding")).startsWith("cpu_starvation: ");
      assertThat(alert.attribute("modelmon.alert.evidence"))
          .containsPattern("(time waiting for CPU|CPU in use on the machine) (100|9\\d|8\\d|7\\d)")
          .contains("latency 'p99'", "CPU used by this process");
    } finally {
      neighbours.forEach(Process::destroyForcibly);
    }
  }

  private static List<Event> slow(RunningHost unused, OtlpReceiver collector) {
    return collector.events("modelmon.alert.firing").stream()
        .filter(event -> event.form() == Event.Form.LOG)
        .filter(event -> event.attribute("modelmon.alert.rule").equals("slow"))
        .toList();
  }
}
