package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of an application's stack the agent takes. */
class RecursionDepthIT {

  private static final double LEAST_SHARE = 0.3;

  @TempDir Path directory;

  @Test
  void recursion_throughAWovenMethod_keepsMostOfItsDepth() {
    Path configuration =
        Configurations.write(
            directory,
            """
            file_format: "1"
            models:
              - name: depth
                predict: ["host.Depth$Model#predict"]
                features: { from: "arg[0]", names: [x] }
            """);

    // Interpreted frames, whose size does not depend on when the compiler comes to a method.
    Differential runs =
        Differential.of(
            () -> HostRun.on(Jdk.building()).jvm("-Xint").main("host.Depth"), configuration);

    assertThat(runs.watched().exitCode()).isZero();
    assertThat(depth(runs.watched()))
        .as("depth with the agent, against %s without", depth(runs.bare()))
        .isGreaterThan(LEAST_SHARE * depth(runs.bare()));
    assertThat(runs.receiver().sum("modelmon.agent.calls", Map.of())).isEqualTo(5);
  }

  private static double depth(HostResult result) {
    return Double.parseDouble(result.stdout().get(0));
  }
}
