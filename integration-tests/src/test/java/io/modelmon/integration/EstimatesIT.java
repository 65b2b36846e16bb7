package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.modelmon.examples.receiver.Event;
import io.modelmon.examples.receiver.OtlpReceiver;
import io.modelmon.examples.receiver.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * An unmodified service with a profile of labelled rows: its accuracy is estimated before any label
 * is there, agrees with the labels when they come, and no longer does when what they mean changes.
 *
 * <p>The host errs exactly as often as it is told, and the rows of the profile are wrong one time
 * in ten, so that accuracies are exact.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EstimatesIT {

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: lending
          version: "1"
          predict: ["host.Lending$Model#score"]
          features: { fields: { income: "arg[0].income" } }
          prediction: { from: return, type: probability, positive_class: bad, threshold: 0.5 }
          id: "arg[0].id"
          segments: { channel: "arg[0].channel" }
          labels:
            from: { method: "host.Lending$Outcomes#record(String,boolean)", id: "arg[0]", label: "arg[1]" }
            early: 1s
          reference: { file: lending.profile }
          window: { predictions: 500 }
      """;

  private static final Map<String, String> MODEL = Map.of("modelmon.model.name", "lending");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OtlpReceiver receiver = OtlpReceiver.start(0);

  @TempDir static Path directory;

  private OptionalDouble estimatedBefore = OptionalDouble.empty();
  private List<Series> realisedBefore = List.of();
  private OptionalDouble gapBefore = OptionalDouble.empty();
  private int findingsBefore;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    Path configuration = Configurations.write(directory, CONFIGURATION);
    profile(configuration);
    try (RunningHost host =
        HostRun.on(Jdk.building())
            .agent(configuration)
            .collector(receiver)
            .main("host.Lending")
            .start()) {
      host.send("lend 1000");
      await().atMost(PATIENCE).until(() -> accuracy("modelmon.performance", "true").isPresent());
      estimatedBefore = accuracy("modelmon.performance", "true");
      realisedBefore = receiver.series("modelmon.performance.gap", MODEL);
      host.send("outcomes 1000 1");
      host.send("lend 500");
      await().atMost(PATIENCE).until(() -> accuracy("modelmon.performance.gap", "").isPresent());
      gapBefore = accuracy("modelmon.performance.gap", "");
      findingsBefore = gaps().size();
      host.send("outcomes 500 5");
      host.send("lend 500");
      host.send("outcomes 500 5");
      host.send("lend 500");
      assertThat(host.finish().exitCode()).isZero();
    }
  }

  /** Builds the profile as a user would, of rows like the host's. */
  private static void profile(Path configuration) throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>(List.of("income,score,outcome"));
    for (int id = 0; id < 5_000; id++) {
      double income = (id * 37 % 100 - 49.5) / 50;
      double score = 1 / (1 + Math.exp(-income));
      boolean wrong = id * 7 % 10 < 1;
      rows.add(String.format(Locale.ROOT, "%s,%s,%s", income, score, score >= 0.5 ^ wrong));
    }
    Path training = Files.write(directory.resolve("training.csv"), rows);
    Path log = directory.resolve("profile.log");
    Process process =
        new ProcessBuilder(
                Jdk.building().tool("java").toString(),
                "-jar",
                Artifacts.modelmon().toString(),
                "profile",
                training.toString(),
                "--model",
                "lending",
                "--config",
                configuration.toString(),
                "--label-column",
                "outcome",
                "--score-column",
                "score",
                "-o",
                directory.resolve("lending.profile").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log)).contains("accuracy", "scores calibrated");
  }

  @Test
  void accuracy_beforeAnyLabel_isEstimatedFromScores() {
    assertThat(estimatedBefore.orElseThrow()).isCloseTo(0.9, within(0.01));
    assertThat(realisedBefore).isEmpty();
    assertThat(receiver.latest("modelmon.performance.reliable", MODEL)).hasValue(1);
    assertThat(accuracy("modelmon.performance.reference", "").orElseThrow())
        .isCloseTo(0.9, within(1e-9));
    assertThat(accuracy("modelmon.performance.lower", "true").orElseThrow()).isBetween(0.85, 0.9);
    assertThat(accuracy("modelmon.performance.upper", "true").orElseThrow()).isBetween(0.9, 0.95);
    assertThat(accuracy("modelmon.performance.n", "true")).hasValue(500);
  }

  @Test
  void gap_labelsAsInTheReference_isNone() {
    assertThat(gapBefore.orElseThrow()).isCloseTo(0, within(0.01));
    assertThat(findingsBefore).isZero();
  }

  @Test
  void gap_halfOfTheLabelsTurn_isFoundOnceInBothForms() {
    assertThat(accuracy("modelmon.performance", "false")).hasValue(0.5);
    assertThat(accuracy("modelmon.performance", "true").orElseThrow()).isCloseTo(0.9, within(0.01));
    assertThat(accuracy("modelmon.performance.gap", "").orElseThrow())
        .isCloseTo(-0.4, within(0.01));
    assertThat(gaps()).extracting(Event::form).containsExactlyInAnyOrder(Event.Form.values());
    Event gap = gaps().get(0);
    assertThat(gap.attribute("modelmon.metric")).isEqualTo("accuracy");
    assertThat(Double.parseDouble(gap.attribute("modelmon.concept_drift.before")))
        .isCloseTo(0.9, within(0.01));
    assertThat(Double.parseDouble(gap.attribute("modelmon.concept_drift.after"))).isEqualTo(0.5);
    assertThat(receiver.events("modelmon.drift.detected")).isEmpty();
  }

  @Test
  void outputsAndGroups_ofAStableModel_saySo() {
    OptionalDouble psi = receiver.latest("modelmon.prediction.psi", MODEL);
    assertThat(psi.orElseThrow()).isCloseTo(0, within(1e-9));
    assertThat(receiver.series("modelmon.fairness", MODEL))
        .extracting(series -> series.attribute("modelmon.segment"))
        .hasSize(4)
        .containsOnly("channel");
  }

  /** Returns a figure about accuracy, of all rows. */
  private OptionalDouble accuracy(String metric, String estimated) {
    return receiver.series(metric, MODEL).stream()
        .filter(series -> series.attribute("modelmon.metric").equals("accuracy"))
        .filter(series -> series.attribute("modelmon.estimated").equals(estimated))
        .filter(series -> series.attribute("modelmon.segment").isEmpty())
        .mapToDouble(Series::value)
        .findFirst();
  }

  private List<Event> gaps() {
    return receiver.events("modelmon.concept_drift.detected").stream()
        .filter(event -> event.attribute("modelmon.concept_drift.detector").equals("gap"))
        .toList();
  }
}
