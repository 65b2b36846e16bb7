package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which applications are packed, started and ended. */
class LaunchIT {

  @TempDir Path directory;

  static Stream<Jdk> jdks() {
    return Jdk.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void fatJar_withItsOwnLoader_isWatched(Jdk jdk) {
    Path inner =
        Artifacts.jar(
            directory.resolve("application.jar"),
            Map.of(),
            name -> name.startsWith("host/fat/app/"));
    Path outer =
        Artifacts.jar(
            directory.resolve("fat.jar"),
            Map.of("Main-Class", "host.fat.Launcher"),
            name -> name.startsWith("host/fat/Launcher"),
            Map.of("BOOT-INF/lib/application.jar", inner));
    Path configuration =
        Configurations.write(
            directory,
            """
            file_format: "1"
            models:
              - name: fat
                predict: [{ subtypes_of: "host.fat.app.Application$Scorer", method: score }]
                features: { from: "arg[0]" }
                prediction: { score: return.score, label: return.label, type: probability, positive_class: bad }
            """);

    assertSameAndCounted(() -> HostRun.on(jdk).launch("-jar", outer.toString()), configuration);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void namedModule_exportingNothing_isWatched(Jdk jdk) throws IOException, InterruptedException {
    Path jar = modularJar();
    Path configuration =
        Configurations.write(
            directory,
            """
            file_format: "1"
            models:
              - name: modular
                predict: ["com.acme.modular.Main$Model#predict"]
                features: { from: "arg[0]" }
                prediction: { from: return.score, type: probability }
            """);

    assertSameAndCounted(
        () ->
            HostRun.on(jdk)
                .launch("-p", jar.toString(), "-m", "acme.modular/com.acme.modular.Main"),
        configuration);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void classLoadedBefore_byAnotherAgent_isWatched(Jdk jdk) {
    Path preloader =
        Artifacts.jar(
            directory.resolve("preloader.jar"),
            Map.of("Premain-Class", "host.preload.Preloader"),
            name -> name.startsWith("host/preload/"));
    Path configuration = Configurations.write(directory, Configurations.COMMANDS);
    OtlpReceiver receiver = OtlpReceiver.start(0);

    try (RunningHost host =
        HostRun.on(jdk)
            .jvm("-javaagent:" + preloader + "=host.Commands$Model")
            .agent(configuration)
            .collector(receiver)
            .main("host.Commands")
            .start()) {
      // Nothing can hold back the calls of a class that is there before the agent.
      Map<String, String> state =
          Map.of("modelmon.rule", "host.Commands$Model#predict", "modelmon.state", "matched");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> receiver.latest("modelmon.agent.rule.state", state).orElse(0) == 1);
      HostResult result = host.send("predict 500").send("score 100 none").finish();

      assertThat(Differential.withoutMessages(result.stderr())).isEmpty();
      assertThat(result.expectations()).hasSize(2);
      result.expectations().forEach(expectation -> expectation.assertReportedTo(receiver));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "throw", "exit"})
  void host_endingInItsOwnWay_endsTheSameAndIsCounted(String way) {
    assertSameAndCounted(
        () -> HostRun.on(Jdk.building()).main("host.Exits", way),
        Configurations.write(directory, Configurations.EXITS));
  }

  @Test
  void host_halting_endsTheSame() {
    Path configuration = Configurations.write(directory, Configurations.EXITS);

    Differential runs =
        Differential.of(() -> HostRun.on(Jdk.building()).main("host.Exits", "halt"), configuration);

    runs.assertSame();
    assertThat(runs.watched().exitCode()).isEqualTo(8);
  }

  @Test
  void host_predictingInAShutdownHook_endsTheSame() {
    Path configuration = Configurations.write(directory, Configurations.EXITS);

    Differential runs =
        Differential.of(() -> HostRun.on(Jdk.building()).main("host.Exits", "hook"), configuration);

    runs.assertSame();
    assertThat(runs.watched().exitCode()).isEqualTo(9);
    // Whether a hook's own call is still counted depends on which hook is faster.
    assertThat(runs.receiver().sum("modelmon.agent.calls", Map.of())).isBetween(50L, 51L);
  }

  @Test
  void agent_givenTwice_countsOnceAndSaysSo() {
    Path configuration = Configurations.write(directory, Configurations.HELLO);
    OtlpReceiver receiver = OtlpReceiver.start(0);
    HostResult bare = HostRun.on(Jdk.building()).main("host.Hello").run();

    HostResult twice =
        HostRun.on(Jdk.building())
            .agent(configuration)
            .agent(configuration)
            .collector(receiver)
            .main("host.Hello")
            .run();

    assertSameAndCounted(new Differential(bare, twice, receiver));
    assertThat(Differential.messages(twice.stderr()))
        .filteredOn(line -> line.contains("already"))
        .hasSize(1);
  }

  @Test
  void agentJar_inAnOddPath_works() throws IOException {
    Path odd = Files.createDirectories(directory.resolve("a b#c%20d+e"));
    Path jar = Files.copy(Artifacts.modelmon(), odd.resolve("modelmon.jar"));
    Path configuration = Configurations.write(odd, Configurations.HELLO);
    OtlpReceiver receiver = OtlpReceiver.start(0);
    HostResult bare = HostRun.on(Jdk.building()).main("host.Hello").run();

    HostResult watched =
        HostRun.on(Jdk.building())
            .jvm("-javaagent:" + jar + "=" + configuration)
            .collector(receiver)
            .main("host.Hello")
            .run();

    assertSameAndCounted(new Differential(bare, watched, receiver));
  }

  private static void assertSameAndCounted(Supplier<HostRun> host, Path configuration) {
    assertSameAndCounted(Differential.of(host, configuration));
  }

  private static void assertSameAndCounted(Differential runs) {
    runs.assertSame();
    runs.assertCounted();
  }

  private Path modularJar() throws IOException, InterruptedException {
    Path sources = Configurations.resource("modular");
    Path classes = directory.resolve("modular");
    List<String> command =
        List.of(
            Jdk.building().tool("javac").toString(),
            "--release",
            "17",
            "-d",
            classes.toString(),
            sources.resolve("module-info.java").toString(),
            sources.resolve("com/acme/modular/Main.java").toString());
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    assertThat(status).isZero();
    return Artifacts.jarOf(classes, directory.resolve("modular.jar"));
  }
}
