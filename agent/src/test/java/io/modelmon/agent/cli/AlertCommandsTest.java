package io.modelmon.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertCommandsTest {

  private static final String CONFIG =
      """
      file_format: "1"
      models:
        - name: credit
          predict: com.acme.CreditModel#predict
          features: { from: "arg[0]", names: [age, amount] }
          prediction: { from: return, type: probability }
          id: "arg[1].id"
          segments: { channel: "arg[1].channel" }
          labels: [{ method: com.acme.Outcomes#record, id: "arg[0]", label: "arg[1]" }]
          alerts: [{ name: slow, when: "latency.p99 > 50ms", severity: critical }]
        - name: churn
          predict: com.acme.ChurnModel#predict
          drift: { measures: [psi] }
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void check_indicators_listsWhatRulesOfEachModelCanName() throws IOException {
    assertThat(run("check", "--indicators", write("modelmon.yaml", CONFIG))).isZero();

    String[] models = out.toString().split("model (credit|churn)\\R", -1);
    assertThat(models).hasSize(3);
    assertThat(models[1])
        .contains("  latency.p99 ", "  feature[*].missing ", "  feature[\"age\"].missing ")
        .contains("  performance.f1 ", "  performance.f1{channel=\"…\"} ", "  labels.coverage ")
        .contains("  rule slow, critical: latency.p99 > 50ms")
        .contains("  rule drift, critical: drift.share > 30%")
        .doesNotContain("drift.psi", "rule latency");
    assertThat(models[2])
        .contains("  feature[*].drift.psi ", "  rule latency, warning: latency.p99 anomalous")
        .doesNotContain("performance.", "feature[\"age\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/x", "http://127.0.0.1:8080/", "http://[::1]/"})
  void check_receiverOnThisMachine_isAnErrorWithLineAndRemedy(String url) throws IOException {
    String config = CONFIG + "notify:\n  - webhook: \"" + url + "\"\n";

    assertThat(run("check", write("modelmon.yaml", config))).isNotZero();

    long line = config.lines().count();
    assertThat(out + err.toString())
        .contains("line " + line, "notify[0].webhook", "allow_local: true allows them");
    assertThat(run("check", write("modelmon.yaml", config + "    allow_local: true\n"))).isZero();
  }

  @Test
  void suggest_csv_proposesThresholdsWithTheirAlerts() throws IOException {
    StringJoiner rows = new StringJoiner("\n", "time,p99,calls\n", "\n");
    for (int i = 0; i < 200; i++) {
      rows.add(i + "," + (i == 50 ? "" : i == 120 ? "9.5" : "1." + i % 10) + "," + 2 * i);
    }
    String file = write("history.csv", rows.toString());

    assertThat(run("suggest", file, "--column", "p99", "--indicator", "latency.p99")).isZero();

    // 9.5 came once in 199 windows: above it nothing, above 1.9 that one.
    assertThat(out.toString().lines())
        .first()
        .isEqualTo("199 windows of latency.p99; alerts in the next 199:");
    assertThat(out.toString())
        .contains("latency.p99 > 9.5s: raised 0; expect 1.00, in 95 % of cases 0 to ")
        .contains("latency.p99 > 1.9s: raised 1; expect 2.00, in 95 % of cases 0 to ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s]|%d",
        "[%s]|{\"time\": 1, \"value\": %d}",
        "{\"data\":{\"result\":[{\"values\":[%s]}]}}|[1700000000.5,\"%d\"]",
      })
  void suggest_json_readsEveryForm(String form) throws IOException {
    String[] parts = form.split("\\|", -1);
    StringJoiner items = new StringJoiner(", ");
    for (int i = 1; i <= 150; i++) {
      items.add(parts[1].formatted(i % 100));
    }
    String file = write("history.json", parts[0].formatted(items));

    assertThat(run("suggest", file, "--below", "--for", "2", "--ahead", "720")).isZero();

    assertThat(out.toString())
        .contains("150 windows of indicator; alerts in the next 720:")
        .contains("indicator < 1.0 for 2: raised 0;");
  }

  @Test
  void suggest_unusableFile_saysWhy() throws IOException {
    assertThat(run("suggest", write("short.csv", "a\n1\n2\n"))).isEqualTo(1);
    assertThat(err.toString()).contains("holds 2 values; at least 100 are needed");
    assertThat(run("suggest", write("word.csv", "a\n1\nx\n"))).isEqualTo(1);
    assertThat(err.toString()).contains("line 3: no number: 'x'");
    assertThat(run("suggest", write("other.csv", "a,b\n1,2\n"), "--column", "c")).isEqualTo(1);
    assertThat(err.toString()).contains("has no column 'c'; it has [a, b]");
    assertThat(run("suggest", write("none.json", "{}"))).isEqualTo(1);
    assertThat(err.toString()).contains("holds no values");
    assertThat(run("suggest", folder.resolve("absent.csv").toString())).isEqualTo(1);
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private int run(String... arguments) {
    return CommandLineMain.run(
        arguments,
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }
}
