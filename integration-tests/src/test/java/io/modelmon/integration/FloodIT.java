package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More predictions than the agent can keep up with. */
class FloodIT {

  @TempDir Path directory;

  @Test
  void ring_keptFull_losesRowsAndAccountsForEach() {
    Path configuration =
        Configurations.write(
            directory,
            """
            file_format: "1"
            models:
              - name: flood
                predict: ["host.Flood$Model#predict(double[])"]
                features: { from: "arg[0]" }
              - name: flood-batches
                predict: ["host.Flood$Model#predictAll"]
                features: { from: "arg[0]" }
                prediction: { from: return, type: number }
            """);

    Differential runs =
        Differential.of(() -> HostRun.on(Jdk.building()).main("host.Flood"), configuration);

    runs.assertSame();
    runs.assertCounted();
    assertThat(runs.bare().expectations()).hasSize(2);
    runs.bare().expectations().get(1).assertRowsDropped(runs.receiver());
  }
}
