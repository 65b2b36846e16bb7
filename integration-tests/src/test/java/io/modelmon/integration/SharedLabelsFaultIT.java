package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.modelmon.performance.join.ConnectionSource;
import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelOutcome;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.performance.join.PredictionOutcome;
import io.modelmon.performance.join.StoreStatus;
import io.modelmon.performance.join.WaitingPrediction;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database that fails at the worst moments: nothing is joined twice, and nothing is lost. */
class SharedLabelsFaultIT {

  private static final JoinShape SHAPE = new JoinShape(false, 0, 0);
  private static final long NOW = 1_000_000;

  private static EmbeddedPostgres postgres;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> joined = new ArrayList<>();

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

  private static Connection connect() throws SQLException {
    return postgres.getPostgresDatabase().getConnection();
  }

  private LabelJoin join(LabelStore store, String model, JoinPolicy policy) {
    return store.join(model, SHAPE, policy, (row, label, at) -> joined.add(row.window()));
  }

  private static void predict(LabelJoin join, int id) {
    WaitingPrediction row = new WaitingPrediction(SHAPE);
    row.fill(join.names().code("7"), id, NOW, id);
    join.ids().update("order-" + id);
    join.predicted(join.ids().high(), join.ids().low(), row);
  }

  private static void label(LabelJoin join, int id) {
    join.ids().update("order-" + id);
    join.labelled(join.ids().high(), join.ids().low(), NOW + 1, 0.5);
  }

  private static void settle(LabelStore store, LabelJoin join) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              join.advance(NOW + 1);
              return store.status().queued() == 0;
            });
    join.advance(NOW + 1);
  }

  private static JoinPolicy policy(int capacity) {
    return new JoinPolicy(1000, 100_000, 1000, capacity);
  }

  /** Every third commit is carried out, but its answer is lost with the connection. */
  private static ConnectionSource losingAnswers(AtomicInteger commits) {
    return () -> {
      Connection real = connect();
      return (Connection)
          Proxy.newProxyInstance(
              SharedLabelsFaultIT.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                try {
                  Object result = method.invoke(real, arguments);
                  if (method.getName().equals("commit") && commits.incrementAndGet() % 3 == 0) {
                    real.close();
                    throw new SQLException("the answer is lost");
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    };
  }

  @Test
  void commit_answerLost_batchIsNotAppliedTwice() {
    AtomicInteger commits = new AtomicInteger();
    try (LabelStore store =
        LabelStore.jdbc(losingAnswers(commits), "a secret of all peers", log::add)) {
      LabelJoin join = join(store, "answers", policy(100_000));
      join.advance(NOW + 1);
      // Several batches; a batch that were applied twice would find its labels to be duplicates.
      for (int round = 0; round < 6; round++) {
        for (int id = round * 100; id < round * 100 + 100; id++) {
          predict(join, id);
          label(join, id);
        }
        settle(store, join);
      }

      assertThat(commits.get()).isGreaterThan(6);
      assertThat(log).anyMatch(line -> line.contains("cannot be used at present"));
      assertThat(joined).hasSize(600).doesNotHaveDuplicates();
      assertThat(join.account().labels(LabelOutcome.JOINED)).isEqualTo(600);
      assertThat(join.account().predictions(PredictionOutcome.JOINED)).isEqualTo(600);
      assertThat(join.account().reused()).isZero();
    }
  }

  @Test
  void database_awayForAWhile_isCaughtUpWith() {
    AtomicInteger asked = new AtomicInteger();
    try (LabelStore store =
        LabelStore.jdbc(
            () -> {
              if (asked.incrementAndGet() <= 2) {
                throw new SQLException("nobody is there");
              }
              return connect();
            },
            "a secret of all peers",
            log::add)) {
      LabelJoin join = join(store, "away", policy(100_000));
      join.advance(NOW + 1);
      predict(join, 1);
      label(join, 1);
      Awaitility.await().until(() -> store.status().state() == StoreStatus.State.FAILING);
      predict(join, 2);
      label(join, 2);
      settle(store, join);

      assertThat(joined).containsExactly(1, 2);
      assertThat(log).hasSize(2).last().asString().contains("reached again");
    }
  }

  @Test
  void database_neverThere_dropsWhatFindsNoRoomAndCounts() {
    LabelStore store =
        LabelStore.jdbc(
            () -> {
              throw new SQLException("nobody is there");
            },
            "a secret of all peers",
            log::add);
    LabelJoin join = join(store, "never", policy(100_000));
    int events = 40_000;
    for (int id = 0; id < events; id++) {
      predict(join, id);
    }

    assertThat(join.account().predictions()).isEqualTo(events);
    assertThat(join.account().predictions(PredictionOutcome.DROPPED)).isEqualTo(events - 32_768);
    assertThat(store.close(200)).isFalse();
  }

  @Test
  void entries_tooOldOrTooMany_areGivenUp() {
    try (LabelStore store =
        LabelStore.jdbc(SharedLabelsFaultIT::connect, "a secret of all peers", log::add)) {
      LabelJoin join = join(store, "old", policy(50));
      join.advance(NOW + 1);
      for (int id = 0; id < 80; id++) {
        predict(join, id);
      }
      label(join, 1000);
      settle(store, join);

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                join.advance(NOW + 2);
                return join.account().predictions(PredictionOutcome.DROPPED) == 30;
              });
      assertThat(join.account().labels(LabelOutcome.DROPPED)).isEqualTo(1);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                join.advance(NOW + 200_000);
                return join.account().predictions(PredictionOutcome.EXPIRED) == 50;
              });
      assertThat(join.account().waiting()).isZero();
      assertThat(log).isEmpty();
    }
  }
}
