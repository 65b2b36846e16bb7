package io.modelmon.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackCommandTest {

  @TempDir private Path folder;
  private Path config;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeConfiguration() throws IOException {
    config = Files.writeString(folder.resolve("modelmon.yaml"), "file_format: \"1\"\n");
  }

  private int run(String... further) {
    List<String> arguments = new ArrayList<>(List.of("feedback", config.toString()));
    arguments.addAll(List.of(further));
    out.getBuffer().setLength(0);
    return CommandLineMain.run(
        arguments.toArray(String[]::new),
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  private int mark(int window, String answer) {
    return mark(window, "2026-01-05T10:00:00Z", answer);
  }

  private int mark(int window, String since, String answer) {
    return run(
        "--model", "credit", "--rule", "drift", "--window", "" + window, "--since", since, answer);
  }

  @Test
  void feedback_marks_areKeptAndShownWithTheirInterval() {
    assertThat(run()).isZero();
    assertThat(out.toString()).contains("no alert has been marked");

    assertThat(mark(3, "--right")).isZero();
    assertThat(mark(4, "--wrong")).isZero();
    assertThat(mark(4, "--right")).isZero();
    assertThat(mark(5, "--wrong")).isZero();

    assertThat(out.toString())
        .isEqualToIgnoringNewLines("credit, drift: 67 % right [21 %, 94 %], n 3");
    assertThat(folder.resolve("modelmon.yaml.feedback")).exists();
  }

  @Test
  void feedback_sameWindowNumberOfAnotherStart_isAnotherAlert() {
    assertThat(mark(3, "2026-01-05T10:00:00Z", "--wrong")).isZero();
    assertThat(mark(3, "2026-01-06T10:00:00.123Z", "--right")).isZero();

    assertThat(out.toString()).contains("50 % right").contains("n 2");
  }

  @Test
  void feedback_ruleThatIsWrong_saysHowMuchItsThresholdIsRaised() {
    for (int window = 1; window <= 9; window++) {
      assertThat(mark(window, "--wrong")).isZero();
    }

    // Wilson's upper limit of 0 of 9 is 0.299: 1 + (0.8 - 0.299) / 0.8.
    assertThat(out.toString()).contains("0 % right [0 %, 30 %], n 9; its threshold is raised 1.63");
  }

  @Test
  void feedback_wrongUsage_returnsTwoAndWritesNothing() {
    String since = "--since=2026-01-05T10:00:00Z";
    assertThat(run("--model", "credit", "--rule", "drift", "--window", "3", since)).isEqualTo(2);
    assertThat(run("--model", "credit", "--rule", "drift", "--window", "3", "--right"))
        .isEqualTo(2);
    assertThat(run("--rule", "drift", "--window", "3", since, "--right")).isEqualTo(2);
    assertThat(mark(3, "yesterday", "--right")).isEqualTo(2);
    assertThat(mark(3, "--maybe")).isEqualTo(2);
    config = folder.resolve("absent.yaml");
    assertThat(mark(3, "--right")).isEqualTo(2);

    assertThat(folder.toFile().list()).containsExactly("modelmon.yaml");
  }

  @Test
  void feedback_unknownModelOrRule_isRefusedWithThoseThereAre() throws IOException {
    Files.writeString(
        config,
        """
        file_format: "1"
        models:
          - name: credit
            predict: com.acme.Credit#predict
            alerts: [{ name: slow, when: "latency.p99 > 1s" }]
        """);

    assertThat(markRule("credit", "nope")).isNotZero();
    assertThat(err.toString()).contains("has no rule 'nope'").contains("slow").contains("drift");
    assertThat(markRule("fraud", "slow")).isNotZero();
    assertThat(err.toString()).contains("has no model 'fraud'");
    assertThat(folder.resolve("modelmon.yaml.feedback")).doesNotExist();

    assertThat(markRule("credit", "slow")).isZero();
  }

  private int markRule(String model, String rule) {
    return run(
        "--model",
        model,
        "--rule",
        rule,
        "--window",
        "3",
        "--since",
        "2026-01-05T10:00:00Z",
        "--wrong");
  }
}
