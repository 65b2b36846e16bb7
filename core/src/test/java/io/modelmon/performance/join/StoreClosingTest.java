package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process while a store is being opened, or rests. */
@Timeout(120)
class StoreClosingTest {

  private static final String SECRET = "a secret of all peers";
  private static final JoinShape SHAPE = new JoinShape(true, 1, 0);
  private static final JoinPolicy POLICY = new JoinPolicy(1000, 2000, 1000, 100);
  private static final long SHORT_MILLIS = 50;

  @TempDir Path folder;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private final PlainDatabase database = new PlainDatabase();

  /** Threads that wait for an answer must not outlive their test. */
  @AfterEach
  void answer() {
    answer.countDown();
  }

  private void askAndWait() {
    asked.countDown();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A file whose opening takes until there is an answer: it has something to say meanwhile. */
  private LabelStore slowFile() throws Exception {
    Files.writeString(file(), "not a store\n".repeat(2000));
    Consumer<String> slow =
        line -> {
          log.add(line);
          if (asked.getCount() > 0) {
            askAndWait();
          }
        };
    LabelStore store = LabelStore.fileSoon(file(), 1L << 20, slow);
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    return store;
  }

  private Path file() {
    return folder.resolve("labels.mv");
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 6000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static LabelJoin join(LabelStore store) {
    LabelJoin join = store.join("m", SHAPE, POLICY, (row, label, at) -> {});
    join.advance(1_000_000);
    return join;
  }

  private static void predict(LabelJoin join, long id) {
    WaitingPrediction row = new WaitingPrediction(SHAPE);
    row.fill(join.names().code("7"), 1, 1_000_000, join.names().code("bad"));
    join.predicted(id, id, row);
  }

  @Test
  void close_whileTheFileIsBeingOpened_waitsNoLongerThanAsked() throws Exception {
    LabelStore store = slowFile();
    long begunNanos = System.nanoTime();

    assertThat(store.close(SHORT_MILLIS)).isFalse();

    assertThat(System.nanoTime() - begunNanos).isLessThan(TimeUnit.SECONDS.toNanos(10));
    assertThat(store.isOpening()).as("nobody is to wait for it any more").isFalse();
    assertThat(store.status().queued()).isZero();
    answer.countDown();
    assertThat(store.close(60_000)).as("before the folder is deleted").isTrue();
  }

  @Test
  void close_fileIsOpenSoonAfter_letsGoOfIt() throws Exception {
    LabelStore store = slowFile();
    assertThat(store.close(SHORT_MILLIS)).isFalse();
    answer.countDown();

    assertThat(store.close(60_000)).isTrue();

    assertThat(store.status().state()).isEqualTo(StoreStatus.State.CLOSED);
    try (LabelStore next = LabelStore.file(file(), 1L << 20, log::add)) {
      assertThat(next.status().state()).isEqualTo(StoreStatus.State.OPEN);
    }
    assertThat(log).singleElement().asString().contains("starting afresh");
  }

  @Test
  void join_whileTheFileIsBeingOpenedAndClosed_isInMemoryAndSaysSo() throws Exception {
    LabelStore store = slowFile();
    assertThat(store.close(SHORT_MILLIS)).isFalse();
    LabelJoin join = join(store);
    predict(join, 1);

    assertThat(join.account().waiting()).isOne();
    assertThat(log).last().asString().contains("not open in time", "m is in memory only");
    answer.countDown();
    assertThat(store.close(60_000)).isTrue();
    assertThat(store.status().stored()).isZero();
  }

  @Test
  void close_whileTheDatabaseIsBeingReached_waitsNoLongerThanAskedAndCounts() throws Exception {
    ConnectionSource slow =
        () -> {
          askAndWait();
          throw new SQLException("for the test");
        };
    LabelStore store = LabelStore.jdbc(slow, SECRET, log::add);
    predict(join(store), 1);
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    long begunNanos = System.nanoTime();

    assertThat(store.close(SHORT_MILLIS)).isFalse();

    assertThat(System.nanoTime() - begunNanos).isLessThan(TimeUnit.SECONDS.toNanos(10));
    assertThat(store.status().queued()).isOne();
    answer.countDown();
    assertThat(store.close(60_000)).isFalse();
    assertThat(store.status().state()).isEqualTo(StoreStatus.State.CLOSED);
    assertThat(store.status().queued()).isOne();
  }

  @Test
  void close_databaseIsReachedInTime_storesWhatWaits() throws Exception {
    ConnectionSource slow =
        () -> {
          askAndWait();
          return database.connection();
        };
    LabelStore store = LabelStore.jdbc(slow, SECRET, log::add);
    LabelJoin join = join(store);
    for (int id = 0; id < 2000; id++) {
      predict(join, id);
    }
    assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(store.close(0)).isFalse();
    answer.countDown();

    assertThat(store.close(60_000)).isTrue();
    assertThat(database.entries).hasValue(2000);
    assertThat(log).isEmpty();
  }

  @Test
  void close_whatCameWhileTheStoreRested_isStored() throws Exception {
    LabelStore store = LabelStore.jdbc(database::connection, SECRET, log::add);
    LabelJoin join = join(store);
    predict(join, 1);
    await(() -> store.status().stored() == 1);
    Thread.sleep(SHORT_MILLIS); // it looks every 20 ms and rests in between

    predict(join, 2);

    assertThat(store.close(60_000)).isTrue();
    assertThat(database.entries).hasValue(2);
  }

  @Test
  void close_databaseThatFailedAndIsBack_isTriedOnceMore() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    ConnectionSource back =
        () -> {
          if (opened.getAndIncrement() == 0) {
            throw new SQLException("for the test");
          }
          return database.connection();
        };
    LabelStore store = LabelStore.jdbc(back, SECRET, log::add);
    predict(join(store), 1);
    await(() -> !log.isEmpty());

    assertThat(store.close(60_000)).isTrue();
    assertThat(database.entries).hasValue(1);
  }

  @Test
  void close_databaseThatIsAway_isTriedOnceMoreOnly() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    ConnectionSource away =
        () -> {
          opened.incrementAndGet();
          throw new SQLException("for the test");
        };
    LabelStore store = LabelStore.jdbc(away, SECRET, log::add);
    predict(join(store), 1);
    await(() -> !log.isEmpty());

    assertThat(store.close(60_000)).isFalse();
    assertThat(opened.get()).isBetween(2, 3);
    assertThat(store.status().queued()).isOne();
  }

  /** A database that keeps nothing and counts what it is given. */
  private static final class PlainDatabase {

    final AtomicInteger entries = new AtomicInteger();

    Connection connection() {
      return proxy(Connection.class, "");
    }

    private <T> T proxy(Class<T> type, String sql) {
      AtomicInteger rows = new AtomicInteger(sql.contains("to_regclass") ? 1 : 0);
      return type.cast(
          Proxy.newProxyInstance(
              StoreClosingTest.class.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                boolean named = arguments != null && arguments.length > 0;
                String next = named && arguments[0] instanceof String text ? text : sql;
                if (method.getName().equals("addBatch") && sql.contains("_entry VALUES")) {
                  entries.incrementAndGet();
                }
                if (method.getName().equals("next")) {
                  return rows.getAndDecrement() > 0;
                }
                Class<?> returned = method.getReturnType();
                if (returned.isInterface()) {
                  return proxy(returned, next);
                }
                return returned == boolean.class
                    ? (Object) true
                    : returned == long.class
                        ? (Object) 0L
                        : returned == int.class ? (Object) 0 : null;
              }));
    }
  }
}
