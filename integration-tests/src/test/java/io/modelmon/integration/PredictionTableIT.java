package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.modelmon.examples.receiver.OtlpReceiver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** The prediction log of an unmodified service in a real PostgreSQL, read back by plain JDBC. */
class PredictionTableIT {

  private static final int LOANS = 1200;
  private static final int OUTCOMES = 700;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CONFIGURATION =
      """
      file_format: "1"
      models:
        - name: lending
          version: "1"
          predict: ["host.Lending$Model#score"]
          features:
            fields: { loan: "arg[0].id", income: "arg[0].income", channel: "arg[0].channel" }
            sensitive: [income]
          prediction: { from: return, type: probability, positive_class: bad, threshold: 0.5 }
          id: "arg[0].id"
          labels:
            from: { method: "host.Lending$Outcomes#record(String,boolean)", id: "arg[0]", label: "arg[1]" }
          window: { predictions: 500 }
      log: { to: "URL", user: USER, password: "${LOG_PASSWORD}" }
      """;

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

  @BeforeEach
  void clear() throws SQLException {
    query("DROP TABLE IF EXISTS modelmon_prediction_log");
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        ResultSet found = statement.getResultSet();
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
    }
    return rows;
  }

  private RunningHost host(String user, OtlpReceiver receiver) throws Exception {
    String url = postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", "");
    Path driver = Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return HostRun.on(Jdk.building())
        .agent(
            Configurations.write(
                directory, CONFIGURATION.replace("URL", url).replace("USER", user)))
        .environment("LOG_PASSWORD", "hunter22 is not shown")
        .collector(receiver)
        .launch("-cp", Artifacts.hosts() + ":" + driver, "host.Lending")
        .start();
  }

  private static long records(OtlpReceiver receiver, String outcome) {
    return receiver.sum("modelmon.log.records", Map.of("modelmon.outcome", outcome));
  }

  @Test
  void log_inATable_isCompleteAndRedacted() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RunningHost host = host("postgres", receiver)) {
      host.send("lend " + LOANS);
      host.send("outcomes " + OUTCOMES + " 1");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(records(receiver, "written"))
                      .as("said: %s", host.stderr())
                      .isGreaterThanOrEqualTo(LOANS + OUTCOMES));
      HostResult result = host.finish();

      assertThat(result.exitCode()).isZero();
      assertThat(String.join("\n", result.stderr())).doesNotContain("hunter22", "prediction log");
      assertThat(records(receiver, "dropped") + records(receiver, "failed")).isZero();
      assertThat(query("SELECT count(*) FROM modelmon_prediction_log"))
          .containsExactly(Long.toString(records(receiver, "written")));
    }
    assertThat(
            query(
                "SELECT DISTINCT (record -> 'features' ->> 'loan')::int AS loan"
                    + " FROM modelmon_prediction_log WHERE kind = 'prediction'"
                    + " AND model = 'lending' AND version = '1' ORDER BY loan"))
        .hasSize(LOANS)
        .startsWith("0", "1")
        .endsWith(Integer.toString(LOANS - 1));
    assertThat(
            query(
                "SELECT count(*) FROM modelmon_prediction_log WHERE record::text LIKE '%income%'"))
        .containsExactly("0");
    // Labels meet their predictions, and say what the host said of them.
    assertThat(
            query(
                "SELECT count(*) FROM modelmon_prediction_log p JOIN modelmon_prediction_log l"
                    + " ON l.id = p.id AND l.kind = 'label' WHERE p.kind = 'prediction'"
                    + " AND (((p.record -> 'prediction' ->> 'prediction')::float8 >= 0.5)"
                    + "   <> ((p.record -> 'features' ->> 'loan')::int * 7 % 10 < 1))"
                    + " = (l.record ->> 'label' = 'positive')"
                    + " AND l.record ->> 'outcome' = 'joined'"))
        .containsExactly(Integer.toString(OUTCOMES));
  }

  @Test
  void log_byAUserWhoMayOnlyInsert_isWritten() throws Exception {
    query(
        "CREATE TABLE modelmon_prediction_log (made TIMESTAMPTZ NOT NULL, kind TEXT NOT NULL,"
            + " model TEXT NOT NULL, version TEXT, id TEXT, record JSON NOT NULL)");
    query("DROP ROLE IF EXISTS writer");
    query("CREATE ROLE writer LOGIN");
    query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    query("GRANT INSERT ON modelmon_prediction_log TO writer");
    try (OtlpReceiver receiver = OtlpReceiver.start(0);
        RunningHost host = host("writer", receiver)) {
      host.send("lend 100");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(records(receiver, "written"))
                      .as("said: %s", host.stderr())
                      .isEqualTo(100));
      host.finish();
    }
    assertThat(query("SELECT count(*) FROM modelmon_prediction_log")).containsExactly("100");
    query("DROP OWNED BY writer");
  }
}
