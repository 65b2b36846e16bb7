package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent attached to a JVM that has been running, and predicting, for a while. */
class AttachIT {

  @TempDir Path directory;

  static Stream<Jdk> jdks() {
    return Jdk.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void attach_runningJvm_countsFromThenOn(Jdk jdk) {
    Path configuration = Configurations.write(directory, Configurations.COMMANDS);
    OtlpReceiver receiver = OtlpReceiver.start(0);
    HostResult bare = converse(host(jdk, receiver), () -> {});

    RunningHost running = host(jdk, receiver);
    HostResult watched =
        converse(running, () -> assertAttached(attach(jdk, running.pid(), configuration)));

    Differential runs = new Differential(bare, watched, receiver);
    runs.assertSame();
    runs.assertCounted();
  }

  @Test
  void attach_noSuchProcess_failsWithAMessage() {
    Path configuration = Configurations.write(directory, Configurations.COMMANDS);

    HostResult attached = attach(Jdk.building(), Integer.MAX_VALUE, configuration);

    assertThat(attached.exitCode()).isEqualTo(1);
    assertThat(String.join(" ", attached.stderr())).contains(Integer.toString(Integer.MAX_VALUE));
    assertThat(attached.stderr()).noneMatch(line -> line.startsWith("\tat "));
  }

  private static RunningHost host(Jdk jdk, OtlpReceiver receiver) {
    return HostRun.on(jdk)
        .jvm("-XX:+EnableDynamicAgentLoading")
        .collector(receiver)
        .main("host.Commands")
        .start();
  }

  private static HostResult converse(RunningHost host, Runnable between) {
    try (host) {
      host.send("predict 700").send("score 300 none").send("forget");
      between.run();
      host.send("predict 600").send("score 400 none");
      return host.finish();
    }
  }

  private static HostResult attach(Jdk jdk, long pid, Path configuration) {
    return HostRun.on(jdk)
        .launch("-jar", Artifacts.modelmon().toString())
        .arguments("attach", Long.toString(pid), configuration.toString())
        .run();
  }

  private static void assertAttached(HostResult attached) {
    assertThat(attached.exitCode())
        .as("%s %s", List.of(attached.stdout()), attached.stderr())
        .isZero();
  }
}
