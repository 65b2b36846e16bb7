package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations that cannot be used: the application runs, and one message says what to do. */
class BrokenConfigurationIT {

  private static final HostResult BARE = HostRun.on(Jdk.building()).main("host.Hello").run();
  private static final String START = "file_format: \"1\"\nmodels:\n  - name: hello\n";
  private static final String PREDICT = "    predict: [\"host.Hello$Model#predict(double[])\"]\n";
  private static final String LAUGHS = "l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";

  @TempDir Path directory;

  /**
   * A configuration that is wrong.
   *
   * @param what what is wrong with it
   * @param line where
   * @param remedy what the message must say
   * @param yaml the file
   */
  record Broken(String what, int line, String remedy, String yaml) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Broken> configurations() {
    return Stream.concat(structure(), values());
  }

  private static Stream<Broken> structure() {
    String valid = START + PREDICT;
    return Stream.of(
        new Broken("unknown key", 5, "defaults", valid + "defualts: {}\n"),
        new Broken("misspelt models", 2, "models", valid.replace("models", "modles")),
        new Broken("misspelt predict", 4, "predict", valid.replace("predict:", "predikt:")),
        new Broken(
            "misspelt nested key", 5, "predictions", valid + "    window: { predictons: 9 }\n"),
        new Broken("duplicate key", 4, "name", START + "    name: again\n" + PREDICT),
        new Broken(
            "duplicate model",
            5,
            "a name of its own",
            valid + valid.substring(START.indexOf("  - "))),
        new Broken("no predict", 3, "predict", START),
        new Broken("no models", 2, "models", "file_format: \"1\"\nmodels: []\n"),
        new Broken("models of the wrong type", 2, "models", "file_format: \"1\"\nmodels: many\n"),
        new Broken("unknown format", 1, "\"1\"", valid.replace("\"1\"", "\"9\"")),
        new Broken("not YAML", 5, "bracket", valid + "    features: [unclosed\n"),
        new Broken("tab", 5, "spaces", valid + "\tfeatures: {}\n"),
        new Broken("Java tag", 5, "tag", valid + "    version: !!java.net.URL [\"http://x\"]\n"),
        new Broken("aliases", 6, "alias", LAUGHS + valid + laughs()));
  }

  private static Stream<Broken> values() {
    return Stream.of(
        value("rule without #", 4, "#", PREDICT.replace("#", ".")),
        value("rule with a bad type", 4, "double[", PREDICT.replace("double[]", "double[")),
        value("negative window", 5, "1", PREDICT + "    window: { predictions: -5 }\n"),
        value("window of words", 5, "number", PREDICT + "    window: { predictions: many }\n"),
        value("bad duration", 5, "5m", PREDICT + "    window: { min_age: 5 parsecs }\n"),
        value("alpha too large", 5, "alpha", PREDICT + "    drift: { alpha: 2 }\n"),
        value("alpha zero", 5, "alpha", PREDICT + "    drift: { alpha: 0 }\n"),
        value("effect not a number", 5, "effect", PREDICT + "    drift: { effect: .nan }\n"),
        value("effect overflowing", 5, "effect", PREDICT + "    drift: { effect: 1e400 }\n"),
        value("bad index", 5, "arg[", PREDICT + "    features: { from: \"arg[x]\" }\n"),
        value("bad root", 5, "arg[", PREDICT + "    features: { from: \"argument.x\" }\n"),
        value("bad task", 5, "number", PREDICT + "    prediction: { type: nubmer }\n"),
        value(
            "absent variable",
            5,
            "MODELMON_ABSENT",
            PREDICT + "    version: \"${MODELMON_ABSENT}\"\n"),
        value(
            "alerts", 5, "drift.share", PREDICT + "    alerts: [{ when: \"drift.shar > 0.3\" }]\n"),
        value("preset", 5, "not supported yet", PREDICT + "    preset: onnxruntime\n"),
        value("unknown event form", 5, "span", PREDICT + "events: [spam]\n"));
  }

  private static Broken value(String what, int line, String remedy, String rest) {
    return new Broken(what, line, remedy, START + rest);
  }

  private static String laughs() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 1; i < 9; i++) {
      yaml.append("l").append(i).append(": &l").append(i).append(" [");
      yaml.append("*l").append(i - 1).append((", *l" + (i - 1)).repeat(8)).append("]\n");
    }
    return yaml.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configurations")
  void configuration_broken_isOneMessageWithLineAndRemedy(Broken broken) {
    Path file = Configurations.write(directory, broken.yaml());

    HostResult result = assertHostUnharmed(file);

    String message = String.join("\n", result.stderr());
    assertThat(message)
        .contains("line " + broken.line())
        .contains(broken.remedy())
        .contains("modelmon.yaml")
        .doesNotContain("Exception");
  }

  @Test
  void configuration_wrongInManyPlaces_isOneMessageWithAll() {
    Path file =
        Configurations.write(
            directory,
            START + PREDICT.replace("#", ".") + "    windwo: {}\n    drift: { alpha: 7 }\n");

    HostResult result = assertHostUnharmed(file);

    assertThat(String.join("\n", result.stderr())).contains("line 4", "line 5", "line 6", "window");
  }

  @Test
  void configuration_emptyInAnyWay_isOneMessage() throws IOException {
    for (String empty : List.of("", "# nothing\n", "---\n", "null\n")) {
      assertHostUnharmed(Configurations.write(directory, empty));
    }
    Path utf16 = Files.write(directory.resolve("utf16.yaml"), new byte[] {-2, -1, 0, 'a', 0, ':'});
    assertHostUnharmed(utf16);
  }

  @Test
  void configuration_notAFile_isOneMessageWithThePath() {
    for (Path path : List.of(directory.resolve("absent.yaml"), directory)) {
      HostResult result = assertHostUnharmed(path);
      assertThat(String.join("\n", result.stderr())).contains(path.toString());
    }
  }

  @Test
  void configuration_notNamedAtAll_isOneMessage() {
    HostResult result =
        HostRun.on(Jdk.building())
            .jvm("-javaagent:" + Artifacts.modelmon())
            .main("host.Hello")
            .run();

    assertThat(result.stdout()).isEqualTo(BARE.stdout());
    assertThat(result.exitCode()).isEqualTo(BARE.exitCode());
    assertThat(Differential.messages(result.stderr())).hasSize(1);
  }

  private static HostResult assertHostUnharmed(Path configuration) {
    OtlpReceiver receiver = OtlpReceiver.start(0);
    HostResult result =
        HostRun.on(Jdk.building())
            .agent(configuration)
            .collector(receiver)
            .main("host.Hello")
            .run();
    receiver.close();
    new Differential(BARE, result, receiver).assertSame();
    assertThat(Differential.messages(result.stderr())).as("%s", result.stderr()).hasSize(1);
    assertThat(receiver.requests()).isEmpty();
    return result;
  }
}
