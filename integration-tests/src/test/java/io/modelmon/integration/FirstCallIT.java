package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first watched class and the first watched calls do to the thread they come on. */
class FirstCallIT {

  private static final Pattern CLASS =
      Pattern.compile(
          "\\[(\\d+)]\\[class,\\w+ *] (?:\\d+ Initializing '([^']+)'.*|(\\S+) source: .*)");

  private static final String FIRST_DEEP =
      """
      file_format: "1"
      models:
        - name: deep
          predict: ["host.FirstDeep$Model#predict"]
          features: { from: "arg[0]", names: [x] }
      """;

  private static final Map<String, String> MATCHED =
      Map.of("modelmon.rule", "host.FirstDeep$Model#predict", "modelmon.state", "matched");

  private static final String LENDING =
      """
      file_format: "1"
      models:
        - name: lending
          predict: ["host.Lending$Model#score"]
          features: { fields: { income: "arg[0].income" } }
          prediction: { from: return, type: probability, positive_class: bad }
          id: "arg[0].id"
          segments: { channel: "arg[0].channel" }
          labels:
            from: { method: "host.Lending$Outcomes#record(String,boolean)", id: "arg[0]", label: "arg[1]" }
      """;

  @TempDir Path directory;

  static Stream<Jdk> jdks() {
    return Jdk.all().stream();
  }

  static Stream<Arguments> jdksAndWays() {
    return jdks().flatMap(jdk -> Stream.of(Arguments.of(jdk, false), Arguments.of(jdk, true)));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void applicationThread_runningAllScenarios_loadsNoClassOfOurs(Jdk jdk) throws IOException {
    Path log = directory.resolve("classes");

    HostResult result =
        logged(jdk, log)
            .agent(Configurations.resource("scenarios.yaml"))
            .main("host.Scenarios")
            .run();

    assertThat(result.stdout()).isNotEmpty();
    assertThat(ours(log, "host.Scenarios")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void applicationThread_givingLabels_loadsNoClassOfOurs(Jdk jdk) throws IOException {
    Path log = directory.resolve("classes");
    Path configuration = Configurations.write(directory, LENDING);

    try (RunningHost host = logged(jdk, log).agent(configuration).main("host.Lending").start()) {
      host.send("lend 50").send("outcomes 50 5").finish();
    }

    assertThat(ours(log, "host.Lending")).isEmpty();
  }

  @ParameterizedTest(name = "{0}, loaded before: {1}")
  @MethodSource("jdksAndWays")
  void firstCall_whereTheStackEnds_hasTheSameResultAsWithout(Jdk jdk, boolean loadedBefore) {
    Path configuration = Configurations.write(directory, FIRST_DEEP);
    List<List<String>> outputs = new ArrayList<>();
    for (boolean watched : new boolean[] {false, true}) {
      // Interpreted frames, whose size does not depend on when the compiler comes to a method.
      HostRun run = HostRun.on(jdk).jvm("-Xint");
      if (watched) {
        run.agent(configuration);
      }
      try (RunningHost host =
          run.main("host.FirstDeep", loadedBefore ? new String[] {"loaded"} : new String[0])
              .start()) {
        outputs.add(host.send("call 1").send("deep 1 401 5").send("call 10").finish().stdout());
      }
    }

    assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
    assertThat(outputs.get(0)).anyMatch(line -> line.contains("StackOverflowError"));
    assertThat(outputs.get(0)).contains("room 401: 42.0", "sum 420.0");
  }

  /** The first is too little to weave in, the next for a woven class to be linked in. */
  @ParameterizedTest
  @ValueSource(ints = {120, 150, 300})
  void firstClass_whereTheStackEnds_isWatchedLater(int room) {
    Path configuration = Configurations.write(directory, FIRST_DEEP);
    OtlpReceiver receiver = OtlpReceiver.start(0);

    try (RunningHost host =
        HostRun.on(Jdk.building())
            .jvm("-Xint")
            .agent(configuration)
            .collector(receiver)
            .main("host.FirstDeep")
            .start()) {
      host.send("deep " + room + " " + room + " 1");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> receiver.latest("modelmon.agent.rule.state", MATCHED).orElse(0) == 1);
      HostResult result = host.send("call 50").finish();

      assertThat(result.stdout()).contains("room " + room + ": 42.0", "sum 2100.0");
    }
    // One more where the first call, too, came after the class had been woven.
    assertThat(receiver.sum("modelmon.agent.calls", Map.of())).isBetween(50L, 51L);
  }

  /** So small a stack that no thread of the size of {@code -Xss} could weave. */
  @ParameterizedTest
  @MethodSource("jdks")
  void firstClass_stacksTooSmallToWeaveOn_isWatchedLater(Jdk jdk) {
    Path configuration = Configurations.write(directory, FIRST_DEEP);
    OtlpReceiver receiver = OtlpReceiver.start(0);

    try (RunningHost host =
        HostRun.on(jdk)
            .jvm("-Xss180k")
            .agent(configuration)
            .collector(receiver)
            .main("host.FirstDeep")
            .start()) {
      host.send("call 1");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> receiver.latest("modelmon.agent.rule.state", MATCHED).orElse(0) == 1);
      HostResult result = host.send("call 50").finish();

      assertThat(result.stdout()).contains("sum 2100.0");
    }
    // Its calls may still find no room to be linked in.
  }

  private static HostRun logged(Jdk jdk, Path log) {
    return HostRun.on(jdk)
        .jvm("-Xlog:class+load,class+init=info:file=" + log + ":tid,tags:filecount=0");
  }

  /** Returns what the thread that loaded a class has loaded or initialised of ours since then. */
  private static List<String> ours(Path log, String hostClass) throws IOException {
    List<String> found = new ArrayList<>();
    String thread = null;
    for (String line : Files.readAllLines(log)) {
      Matcher matcher = CLASS.matcher(line);
      if (!matcher.matches()) {
        continue;
      }
      String name =
          Objects.requireNonNullElse(matcher.group(2), matcher.group(3)).replace('/', '.');
      if (name.equals(hostClass)) {
        thread = matcher.group(1);
      } else if (matcher.group(1).equals(thread)
          && (name.startsWith("io.modelmon.") || name.startsWith("net.bytebuddy."))) {
        found.add(name);
      }
    }
    assertThat(thread).as(hostClass).isNotNull();
    return found;
  }
}
