package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.modelmon.examples.receiver.OtlpReceiver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/**
 * One model in two JVMs with the agent, and a real PostgreSQL: predictions are made in the one,
 * their outcomes come to the other.
 */
class LabelDatabaseIT {

  private static final int LOANS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> MODEL = Map.of("modelmon.model.name", "lending");

  private static EmbeddedPostgres postgres;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException | IllegalStateException e) {
      abort("no PostgreSQL can be started here: " + e);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static Path driver() throws Exception {
    return Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private Path configuration(String name, String more) throws IOException {
    return Configurations.write(
        Files.createDirectory(directory.resolve(name)),
        """
        file_format: "1"
        models:
          - name: lending
            version: "1"
            predict: ["host.Lending$Model#score"]
            features: { fields: { income: "arg[0].income" } }
            prediction: { from: return, type: probability, positive_class: bad, threshold: 0.5 }
            id: "arg[0].id"
            labels:
              from: { method: "host.Lending$Outcomes#record(String,boolean)", id: "arg[0]", label: "arg[1]" }
              store:
                jdbc: "%s"
                user: postgres
                password: "${LABEL_PASSWORD}"
                secret: "${LABEL_SECRET}"
                %s
            window: { predictions: 500 }
        """
            .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""), more));
  }

  private static HostRun host(Path configuration, OtlpReceiver receiver) {
    return HostRun.on(Jdk.building())
        .agent(configuration)
        .environment("LABEL_PASSWORD", "hunter22 is not shown")
        .environment("LABEL_SECRET", "the same in all")
        .collector(receiver);
  }

  @Test
  void labels_inAnotherJvm_areJoinedExactlyOnce() throws Exception {
    try (OtlpReceiver predicting = OtlpReceiver.start(0);
        OtlpReceiver labelling = OtlpReceiver.start(0);
        RunningHost first =
            host(configuration("first", "driver: '" + driver() + "'"), predicting)
                .main("host.Lending")
                .start();
        RunningHost second =
            host(configuration("second", "# the application's own"), labelling)
                .launch("-cp", Artifacts.hosts() + ":" + driver(), "host.Lending")
                .start()) {
      first.send("lend " + LOANS);
      second.send("lend 0");
      second.send("outcomes " + LOANS + " 1");
      second.send("repeat 100");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(outcome(labelling, "duplicate"))
                      .as("said: %s, %s", first.stderr(), second.stderr())
                      .isEqualTo(100));
      // Labels may overtake the predictions of the other process, and are joined all the same.
      await().atMost(PATIENCE).until(() -> joined(predicting) + joined(labelling) == LOANS);
      HostResult made = first.finish();
      HostResult told = second.finish();

      assertThat(
              outcome(predicting, "joined")
                  + outcome(predicting, "early")
                  + outcome(labelling, "joined")
                  + outcome(labelling, "early"))
          .isEqualTo(LOANS);
      // A label that came before its prediction is counted where that is made.
      assertThat(predicting.sum("modelmon.labels", MODEL) + labelling.sum("modelmon.labels", MODEL))
          .isEqualTo(LOANS + 100L);
      assertThat(
              predicting.sum("modelmon.labels.delay", MODEL)
                  + labelling.sum("modelmon.labels.delay", MODEL))
          .as("pairs that were judged")
          .isEqualTo(LOANS);
      assertThat(String.join("\n", made.stderr()) + String.join("\n", told.stderr()))
          .doesNotContain("hunter22", "the same in all", "label database");
    }
  }

  @Test
  void labels_noDriverAnywhere_isSaidAndHarmless() throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RunningHost host =
            host(configuration("none", "# none"), receiver).main("host.Lending").start()) {
      host.send("lend 100");
      await()
          .atMost(PATIENCE)
          .until(() -> host.stderr().stream().anyMatch(line -> line.contains("no JDBC driver")));
      host.send("outcomes 100 1");
      HostResult result = host.finish();

      assertThat(result.exitCode()).isZero();
      assertThat(result.stderr())
          .filteredOn(line -> line.contains("label database"))
          .singleElement()
          .asString()
          .contains("name a jar that has one: driver: postgresql.jar")
          .doesNotContain("hunter22");
      assertThat(receiver.sum("modelmon.predictions", MODEL)).isEqualTo(100);
    }
  }

  private static long joined(OtlpReceiver receiver) {
    return receiver.sum(
        "modelmon.labels.predictions",
        Map.of("modelmon.model.name", "lending", "modelmon.outcome", "joined"));
  }

  private static long outcome(OtlpReceiver receiver, String outcome) {
    return receiver.sum(
        "modelmon.labels", Map.of("modelmon.model.name", "lending", "modelmon.outcome", outcome));
  }
}
