package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertRule;
import io.modelmon.alert.Severity;
import io.modelmon.alert.indicator.Indicator;
import io.modelmon.alert.rule.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertsConfigTest {

  private static final Path GOOD = Path.of("src", "test", "resources", "config", "good");

  @Test
  void parse_noAlerts_areTheStandardRules() {
    assertThat(names(only("")))
        .containsExactly("drift", "data_quality", "latency", "throughput", "errors");
    assertThat(names(only("alerts: off"))).isEmpty();
    assertThat(names(only("drift: off\n    quality: off")))
        .containsExactly("latency", "throughput", "errors");
  }

  @Test
  void parse_ownRule_replacesTheStandardOneOfItsNameOrItsNumber() {
    ModelConfig model =
        only(
            "alerts: [{ name: errors, when: \"error.rate > 1%\" }, { when: \"drift.share > 0.5\" },"
                + " { when: \"throughput < 1 per hour\" }, { name: latency, when: off }]");

    assertThat(names(model))
        .containsExactly("data_quality", "errors", "drift.share > 0.5", "throughput < 1 per hour");
  }

  @Test
  void parse_defaults_areMergedByName() throws IOException {
    ModelmonConfig config = parse(Files.readString(GOOD.resolve("alerts.yaml")));
    List<AlertRule> credit = config.models().get(0).alerts().rules();

    assertThat(names(config.models().get(0)))
        .containsExactly(
            "data_quality",
            "errors",
            "performance",
            "performance.f1 < 0.8 (for 2)",
            "drift",
            "performance.recall{channel=\"web\"} < 0.6",
            "latency.p99 > 250ms (for 10m)");
    AlertRule drift = credit.get(4);
    assertThat(drift.rule().text()).isEqualTo("drift.share > 40%");
    assertThat(drift.severity()).isEqualTo(Severity.EMERGENCY);
    assertThat(drift.coolDown()).isEqualTo(Duration.ofHours(1));
    assertThat(credit.get(3).rule().persistence()).isEqualTo(new Persistence(2, 0));
    assertThat(credit.get(5).silences()).hasSize(2);
    assertThat(credit.get(6).rule().persistence())
        .isEqualTo(new Persistence(1, Duration.ofMinutes(10).toNanos()));
  }

  @Test
  void parse_modelWithoutLabels_leavesOutWhatDefaultsSayOfPerformance() throws IOException {
    ModelmonConfig config = parse(Files.readString(GOOD.resolve("alerts.yaml")));

    assertThat(names(config.models().get(1))).isEmpty();
    assertThat(names(config.models().get(2)))
        .containsExactly("data_quality", "latency", "errors", "drift");
    assertThat(names(config.models().get(2).forName("fraud")))
        .containsExactly("data_quality", "latency", "errors", "drift", "error.count > 0");
  }

  @Test
  void parse_notify_readsReceivers() throws IOException {
    List<Receiver> receivers = parse(Files.readString(GOOD.resolve("alerts.yaml"))).receivers();

    assertThat(receivers)
        .extracting(Receiver::name)
        .containsExactly("webhook", "slack", "local", "chosen");
    assertThat(receivers.get(0).signingKey()).isEqualTo("none");
    assertThat(receivers.get(1).timing().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(receivers.get(1).access()).isEqualTo(new Access(false, true));
    assertThat(receivers.get(2).kind()).isEqualTo(ReceiverKind.ALERTMANAGER);
    assertThat(receivers.get(2).headers()).containsEntry("Authorization", "Bearer none");
  }

  @Test
  void parse_brokenReceivers_neverRepeatSecrets() {
    String yaml =
        start("")
            + "notify:\n"
            + "  - { webhook: \"http://secret@example.com/secret\" }\n"
            + "  - { webhook: \"https://a.example/\", headers: { X: \"secret\\n\" } }\n";

    List<ConfigProblem> problems = ConfigParser.parse(yaml, Path.of(".")).problems();

    assertThat(problems).hasSize(2);
    assertThat(problems.toString()).doesNotContain("secret");
  }

  @Test
  void indicators_measures_areThoseOfTheFile() {
    List<String> patterns = new ArrayList<>();
    AlertIndicators.ALL.indicators().forEach(indicator -> patterns.add(indicator.pattern()));

    for (DescriptiveMeasure measure : DescriptiveMeasure.values()) {
      assertThat(patterns)
          .contains("feature[\"*\"].drift." + measure.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void indicators_ofAModel_areThoseItHas() {
    List<String> plain = patterns(only(""));
    List<String> measured = patterns(only("drift: { measures: [psi] }"));

    assertThat(plain).contains("latency.p99").doesNotContain("feature[\"*\"].drift.psi");
    assertThat(measured).contains("feature[\"*\"].drift.psi");
    assertThat(plain).noneMatch(pattern -> pattern.startsWith("performance."));
  }

  @Test
  void standardRules_all_parseForEveryTask() {
    for (String type : Arrays.asList("probability", "probabilities", "label", "number")) {
      ModelConfig model =
          only(
              "prediction: { from: return, type: "
                  + type
                  + " }\n    id: \"arg[1]\"\n    labels: [{ method: \"a.B#c\", id: \"arg[0]\","
                  + " label: \"arg[1]\" }]");

      assertThat(names(model)).contains("performance");
      assertThat(patterns(model)).anyMatch(pattern -> pattern.startsWith("performance."));
    }
  }

  private static void refused(String keys, String... words) {
    List<ConfigProblem> problems = ConfigParser.parse(start(keys), Path.of(".")).problems();

    assertThat(problems).as(keys).hasSize(1);
    assertThat(problems.get(0).toString()).contains("line 5").contains(words);
  }

  @Test
  void parse_changeWithoutReference_saysFromWhen() {
    for (String when :
        List.of("latency.p99 up 20%", "throughput down 50% from reference", "drift.count up 1")) {
      refused("alerts: [{ when: \"" + when + "\" }]", "from previous 24 windows");
    }
    refused(
        "alerts: [{ when: 'feature[\"x\"].missing up 5 points' }]",
        "reference",
        "from previous 24");

    assertThat(
            names(
                only(
                    "alerts: [{ when: \"latency.p99 up 20% from previous 24 windows\" }]\n"
                        + "    reference: { learn: 5000 }")))
        .contains("latency.p99 up 20% from previous 24 windows");
    assertThat(
            names(
                only(
                    "alerts: [{ when: 'feature[\"x\"].missing up 5 points' }]\n"
                        + "    reference: { learn: 5000 }")))
        .contains("feature[\"x\"].missing up 5 points");
    // Outputs learn what they were by themselves.
    assertThat(names(only("alerts: [{ when: 'feature[\"prediction\"].missing up 5 points' }]")))
        .contains("feature[\"prediction\"].missing up 5 points");
  }

  @Test
  void parse_ruleAboutWhatIsOff_saysWhatToSwitchOn() {
    refused("alerts: [{ when: \"drift.segments > 0\" }]", "drift: { segments: true }");
    refused("alerts: [{ when: \"drift.share > 30%\" }]\n    drift: off", "drift is off");
    refused(
        "alerts: [{ when: 'feature[\"x\"].drift.statistic > 1' }]\n    reference: { learn: 500 }\n"
            + "    drift: { features: { x: off } }",
        "drift.features.x is off");
    refused(
        "alerts: [{ when: 'feature[\"x\"].drift.statistic > 1' }]", "the model has no reference");
    refused("alerts: [{ when: \"quality.issues > 1\" }]\n    quality: off", "quality is off");
    refused("alerts: [{ when: \"labels.coverage < 1%\" }]", "needs labels");
    assertThat(patterns(only("drift: off"))).noneMatch(pattern -> pattern.startsWith("drift."));
    assertThat(patterns(only(""))).contains("drift.share").doesNotContain("drift.segments");
  }

  @Test
  void parse_ruleThatDoesNotFitAnOverride_isLeftOutThere() {
    ModelConfig model =
        parse(
                """
                file_format: "1"
                models:
                  - name: { from: "arg[0]" }
                    predict: com.acme.Credit#predict
                    alerts: [{ when: "drift.share > 50%" }]
                    overrides: { fraud: { drift: off } }
                """)
            .models()
            .get(0);

    assertThat(names(model)).contains("drift.share > 50%");
    assertThat(names(model.forName("fraud"))).doesNotContain("drift.share > 50%");
  }

  @Test
  void parse_thresholdBeyondTheBounds_saysWhichThereAre() {
    refused("alerts: [{ when: \"drift.share > 110%\" }]", "at most 100%");
    refused("alerts: [{ when: \"drift.share > 30\" }]", "write 30% or less");
    refused("alerts: [{ when: \"drift.share > 100%\" }]", "never above 100%");
    refused("alerts: [{ when: \"latency.p99 < 0s\" }]", "never below 0");
  }

  @Test
  void parse_unknownRuleSwitchedOff_namesTheStandardOnes() {
    refused(
        "alerts: [{ name: drifft, when: off }]",
        "no rule is named 'drifft'",
        "throughput",
        "drift");

    assertThat(
            names(
                parse(
                        """
                        file_format: "1"
                        defaults: { alerts: [{ name: slow, when: "latency.p99 > 1s" }] }
                        models:
                          - name: credit
                            predict: com.acme.Credit#predict
                            alerts: [{ name: slow, when: off }]
                        """)
                    .models()
                    .get(0)))
        .doesNotContain("slow");
  }

  private static List<String> names(ModelConfig model) {
    return model.alerts().rules().stream().map(AlertRule::name).toList();
  }

  private static List<String> patterns(ModelConfig model) {
    return AlertIndicators.of(model).stream().map(Indicator::pattern).toList();
  }

  private static String start(String keys) {
    return "file_format: \"1\"\nmodels:\n  - name: credit\n    predict: com.acme.Credit#predict\n"
        + (keys.isEmpty() ? "" : "    " + keys + "\n");
  }

  private static ModelConfig only(String keys) {
    return parse(start(keys)).models().get(0);
  }

  private static ModelmonConfig parse(String yaml) {
    ParsedConfig parsed = ConfigParser.parse(yaml, Path.of("."));
    assertThat(parsed.problems()).isEmpty();
    return Objects.requireNonNull(parsed.config());
  }
}
