package io.modelmon.export.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.DatabaseConfig;
import io.modelmon.config.LogConfig;
import io.modelmon.monitor.LoggedLabel;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A log to a database that is not there; one that is, is in the integration tests. */
class LogTableTest {

  private static final LogConfig CONFIG =
      new LogConfig(
          "jdbc:postgresql://db/ml",
          new DatabaseConfig("jdbc:postgresql://db/ml", null, "hunter2", null),
          List.of(),
          0,
          Duration.ofHours(1),
          0,
          false);

  private final List<String> log = new CopyOnWriteArrayList<>();

  private static LoggedLabel label(int id) {
    return new LoggedLabel("credit", 5, Integer.toString(id), Double.NaN, "bad", "joined");
  }

  @Test
  void log_databaseThatRefuses_restsIsSaidOnceAndCounted() {
    AtomicInteger asked = new AtomicInteger();
    PredictionLog started =
        PredictionLog.start(
            CONFIG,
            () -> {
              asked.incrementAndGet();
              throw new SQLException("connection refused");
            },
            log::add);

    for (int i = 0; i < 3_000; i++) {
      started.labelled(label(i));
    }
    started.close(10_000);

    assertThat(started.records())
        .containsEntry("written", 0L)
        .containsEntry("dropped", 0L)
        .containsEntry("failed", 3_000L);
    assertThat(asked).hasValue(1);
    assertThat(log)
        .singleElement()
        .asString()
        .contains("jdbc:postgresql://db/ml", "connection refused")
        .doesNotContain("hunter2");
  }

  @Test
  void log_databaseThatHangs_neverBlocksAndCountsWhatIsDropped() {
    CountDownLatch go = new CountDownLatch(1);
    PredictionLog started =
        new PredictionLog(
            CONFIG,
            new LogTable(
                () -> {
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    throw new SQLException(e);
                  }
                  throw new SQLException("too late");
                }),
            log::add,
            16,
            Long.MAX_VALUE);
    started.start();

    for (int i = 0; i < 2_000; i++) {
      started.labelled(label(i));
    }
    go.countDown();
    started.close(10_000);

    // The queue, and at most one batch beside it.
    assertThat(started.records().get("dropped")).isBetween(2_000L - 16 - 500, 2_000L - 16);
    assertThat(started.records().get("dropped") + started.records().get("failed")).isEqualTo(2_000);
  }
}
