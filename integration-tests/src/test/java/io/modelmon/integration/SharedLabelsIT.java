package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several JVMs and a real PostgreSQL: predictions in one, labels in another. */
class SharedLabelsIT {

  private static final int PREDICTIONS = 3000;

  private static EmbeddedPostgres postgres;

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
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection
          .createStatement()
          .execute(
              "DROP TABLE IF EXISTS modelmon_label_model, modelmon_label_writer,"
                  + " modelmon_label_entry");
    }
  }

  @Test
  void labels_inAnotherJvm_joinExactlyOnce() throws Exception {
    List<String> predicting = lines(peer(0, PREDICTIONS, 0, 0));
    List<String> labelling = lines(peer(0, 0, 0, PREDICTIONS));

    assertThat(predicting).noneMatch(line -> line.startsWith("JOINED"));
    assertJoinedOnce(labelling);
    assertThat(labelling)
        .contains("LABEL_JOINED " + PREDICTIONS, "PREDICTION_JOINED " + PREDICTIONS)
        .doesNotContain("JOINED 0 false")
        .contains("JOINED 0 true");
    assertThat(remembered()).isEqualTo(PREDICTIONS);
  }

  @Test
  void labels_inThreeJvmsAtOnce_joinExactlyOnce() throws Exception {
    // All three label everything while two of them still predict, in whatever order that happens.
    List<Process> peers =
        List.of(
            peer(0, PREDICTIONS / 2, 0, PREDICTIONS),
            peer(PREDICTIONS / 2, PREDICTIONS, 0, PREDICTIONS),
            peer(0, 0, 0, PREDICTIONS));
    List<String> all = new ArrayList<>();
    for (Process peer : peers) {
      all.addAll(lines(peer));
    }

    assertJoinedOnce(all);
    assertThat(sum(all, "PREDICTION_JOINED")).isEqualTo(PREDICTIONS);
    assertThat(sum(all, "LABELS")).isEqualTo(3L * PREDICTIONS);
    assertThat(sum(all, "LABEL_JOINED") + sum(all, "LABEL_EARLY")).isEqualTo(PREDICTIONS);
    assertThat(sum(all, "LABEL_DUPLICATE")).isEqualTo(2L * PREDICTIONS);
    assertThat(remembered()).isEqualTo(PREDICTIONS);
  }

  @Test
  void stores_openedAtOnce_makeTheTablesOnce() {
    List<String> said = new CopyOnWriteArrayList<>();
    List<LabelStore> stores = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        LabelStore store =
            LabelStore.jdbc(
                () -> DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres")),
                "a secret of all",
                said::add);
        stores.add(store);
        LabelJoin join =
            store.join(
                "model" + i,
                new JoinShape(false, 0, 0),
                new JoinPolicy(500_000, 900_000, 100, 1_000_000),
                (row, label, at) -> {});
        join.labelled(1, i, 1_000_000, 0.5);
      }

      await().until(() -> stores.stream().allMatch(store -> store.status().queued() == 0));

      assertThat(said).isEmpty();
    } finally {
      stores.forEach(LabelStore::close);
    }
  }

  private static void assertJoinedOnce(List<String> lines) {
    assertThat(lines).noneMatch(line -> line.startsWith("WRONG"));
    List<Integer> joined =
        lines.stream()
            .filter(line -> line.startsWith("JOINED "))
            .map(line -> Integer.valueOf(line.split(" ", -1)[1]))
            .toList();
    Set<Integer> distinct = new HashSet<>(joined);
    assertThat(joined).hasSize(PREDICTIONS);
    assertThat(distinct).hasSize(PREDICTIONS);
  }

  private static long sum(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.split(" ", -1)[1]))
        .sum();
  }

  /** Returns how many entries there are, after a look at whether they all are remembered labels. */
  private static long remembered() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT count(*), min(kind), max(kind) FROM modelmon_label_entry")) {
      rows.next();
      assertThat(rows.getInt(2)).isEqualTo(rows.getInt(3)).isEqualTo(1);
      return rows.getLong(1);
    }
  }

  private static Process peer(int firstPredicted, int lastPredicted, int firstLabel, int lastLabel)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SharedLabelsPeer.class.getName(),
            postgres.getJdbcUrl("postgres", "postgres"),
            Integer.toString(firstPredicted),
            Integer.toString(lastPredicted),
            Integer.toString(firstLabel),
            Integer.toString(lastLabel))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<String> lines(Process peer) throws Exception {
    try (BufferedReader output = peer.inputReader()) {
      List<String> lines = output.lines().toList();
      assertThat(peer.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(peer.exitValue()).isZero();
      return lines;
    }
  }
}
