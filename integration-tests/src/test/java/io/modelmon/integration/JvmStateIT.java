package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent leaves alone in the JVM that it is a guest of. */
class JvmStateIT {

  private static final String SHARED = "source: shared objects file (top)";

  /** Classes that are woven, and one whose super class is. */
  private static final List<String> WOVEN =
      List.of(
          "host.cases.Maps$Model",
          "host.cases.Globs$FirstModel",
          "host.cases.Globs$SecondModel",
          "host.cases.Subtypes$Direct",
          "host.cases.Subtypes$Base",
          "host.cases.Subtypes$Overriding",
          "host.cases.Subtypes$Inheriting",
          "host.cases.Annotated$Model");

  private static final int DENIES_UNSAFE = 24;

  @TempDir Path directory;

  static Stream<Jdk> jdks() {
    return Jdk.all().stream();
  }

  static Stream<Jdk> jdksThatDenyUnsafe() {
    return jdks().filter(jdk -> jdk.feature() >= DENIES_UNSAFE);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void applicationArchive_withAgent_isStillUsed(Jdk jdk) throws IOException {
    Path archive = directory.resolve("application.jsa");
    scenarios(jdk).jvm("-XX:ArchiveClassesAtExit=" + archive).run();
    assertThat(archive).exists();
    OtlpReceiver receiver = OtlpReceiver.start(0);
    Path bareLog = directory.resolve("bare.log");
    Path watchedLog = directory.resolve("watched.log");

    HostResult bare = shared(jdk, archive, bareLog).run();
    HostResult watched =
        shared(jdk, archive, watchedLog)
            .agent(Configurations.resource("scenarios.yaml"))
            .collector(receiver)
            .run();

    assertThat(withoutArchiveLines(watched.stdout())).isEqualTo(bare.stdout());
    assertThat(watched.exitCode()).isEqualTo(bare.exitCode());
    assertThat(Differential.withoutMessages(watched.stderr())).isEmpty();
    assertThat(watched.stdout())
        .noneMatch(line -> line.contains("Sharing is only supported for boot loader classes"));
    List<String> before = hostClasses(bareLog);
    assertThat(before).hasSizeGreaterThan(10);
    List<String> lost = new ArrayList<>(before);
    lost.removeAll(hostClasses(watchedLog));
    assertThat(lost).containsExactlyInAnyOrderElementsOf(WOVEN);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void logManager_applicationNeverLogs_isNotLoaded(Jdk jdk) throws IOException {
    Path log = directory.resolve("load.log");
    Path configuration = Configurations.write(directory, Configurations.HELLO);

    Differential runs =
        Differential.of(
            () ->
                HostRun.on(jdk)
                    .jvm("-Xlog:class+load:file=" + log)
                    .jvm("-Djava.util.logging.manager=host.AbsentLogManager")
                    .main("host.Hello"),
            configuration);

    runs.assertSame();
    runs.assertCounted();
    List<String> loaded = Files.readAllLines(log);
    assertThat(loaded).hasSizeGreaterThan(1000);
    assertThat(loaded)
        .noneMatch(line -> line.contains("] java.util.logging."))
        .noneMatch(line -> line.contains("] java.lang.management."));
  }

  /**
   * A class that is first loaded where the stack ends may stay unusable for good, and makes the JVM
   * complain about class transformers.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void stackWalk_modelThatRecurses_loadsNoClass(Jdk jdk) throws IOException {
    Path log = directory.resolve("load.log");

    Differential runs =
        Differential.of(
            () ->
                HostRun.on(jdk)
                    .jvm("-Xlog:class+load:file=" + log)
                    .main("host.Scenarios", "Overflow"),
            Configurations.resource("scenarios.yaml"));

    runs.assertSame();
    List<String> loaded = Files.readAllLines(log);
    int walk = indexOf(loaded, "] java.lang.StackStreamFactory$StackFrameTraverser ");
    int ours = indexOf(loaded, "] io.modelmon.agent.extract.WatchedFrames ");
    int model = indexOf(loaded, "] host.cases.Overflow$Model ");
    assertThat(walk).isNotNegative().isLessThan(model);
    assertThat(ours).isNotNegative().isLessThan(model);
  }

  /** Alone in its JVM, so that nothing needed to link its exit has been loaded by another model. */
  @ParameterizedTest
  @MethodSource("jdks")
  void stackEnd_firstCallOfTheJvm_leavesNoTrace(Jdk jdk) {
    Differential runs =
        Differential.of(
            () -> HostRun.on(jdk).main("host.Scenarios", "FirstOverflow"),
            Configurations.resource("scenarios.yaml"));

    runs.assertSame();
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }

  @ParameterizedTest
  @MethodSource("jdksThatDenyUnsafe")
  void stderr_unsafeDenied_holdsNoWarningOfTheJvm(Jdk jdk) {
    Path configuration = Configurations.write(directory, Configurations.HELLO);

    Differential runs =
        Differential.of(
            () ->
                HostRun.on(jdk)
                    .jvm("--sun-misc-unsafe-memory-access=deny", "--illegal-native-access=deny")
                    .main("host.Hello"),
            configuration);

    runs.assertSame();
    runs.assertCounted();
  }

  private static HostRun scenarios(Jdk jdk) {
    return HostRun.on(jdk).main("host.Scenarios", "Maps", "Globs", "Subtypes", "Annotated");
  }

  private static HostRun shared(Jdk jdk, Path archive, Path log) {
    return scenarios(jdk).jvm("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + log);
  }

  /**
   * Leaves out what a JVM newer than 23 says of any agent: that an archive, the JDK's own included,
   * was made without module {@code java.instrument}.
   */
  private static List<String> withoutArchiveLines(List<String> stdout) {
    return stdout.stream().filter(line -> !line.matches("\\[[^]]*]\\[error]\\[cds *].*")).toList();
  }

  /** Returns the host's classes that came out of the archive. */
  private static List<String> hostClasses(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("] host.") && line.contains(SHARED))
        .map(line -> line.replaceFirst(".*\\] (host\\.\\S+) .*", "$1"))
        .filter(name -> !name.contains("Lambda"))
        .toList();
  }
}
