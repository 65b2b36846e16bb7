package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on around a database that is not there; with one see the integration tests. */
class JdbcLabelStoreTest {

  private static final String SECRET = "a secret of all peers";
  private static final JoinPolicy POLICY = new JoinPolicy(1000, 2000, 1000, 100);

  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();
  private final AtomicInteger uncaught = new AtomicInteger();
  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeEach
  void watch() {
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.incrementAndGet());
  }

  @AfterEach
  void restore() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private static LabelJoin join(LabelStore store) {
    return store.join("m", new JoinShape(false, 0, 0), POLICY, (row, label, millis) -> {});
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void store_beforeTheFirstEvent_leavesTheDatabaseAlone() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(1);
    ConnectionSource source =
        () -> {
          opened.incrementAndGet();
          asked.countDown();
          throw new SQLException("for the test");
        };
    try (LabelStore store = LabelStore.jdbc(source, SECRET, log::add)) {
      LabelJoin join = join(store);
      join.advance(1_000_000);
      Thread.sleep(300); // its thread looks every 20 ms
      assertThat(opened).hasValue(0);

      join.labelled(1, 2, 1_000_000, 1);

      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      await(() -> !log.isEmpty());
    }
    assertThat(log).singleElement().asString().contains("check the URL");
  }

  @Test
  void store_driverThatCannotBeLinked_isTriedAgainAndHiddenFromTheApplication() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    ConnectionSource source =
        () -> {
          asked.countDown();
          throw new NoClassDefFoundError("for the test");
        };
    try (LabelStore store = LabelStore.jdbc(source, SECRET, log::add)) {
      join(store).labelled(1, 2, 1_000_000, 1);

      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(store.status().state()).isEqualTo(StoreStatus.State.FAILING);
      assertThat(store.status().queued()).isEqualTo(1);
    }
    assertThat(log).singleElement().asString().contains("NoClassDefFoundError");
    assertThat(uncaught).hasValue(0);
  }

  @Test
  void store_errorAlsoWhenSayingSo_isClosedAndHiddenFromTheApplication() throws Exception {
    ConnectionSource source =
        () -> {
          throw new OutOfMemoryError("for the test");
        };
    Consumer<String> full =
        line -> {
          throw new OutOfMemoryError("for the test");
        };
    try (LabelStore store = LabelStore.jdbc(source, SECRET, full)) {
      LabelJoin join = join(store);
      join.labelled(1, 2, 1_000_000, 1);
      await(() -> store.status().state() == StoreStatus.State.CLOSED);

      assertThat(join.labelled(3, 4, 1_000_000, 1)).isEqualTo(LabelOutcome.DROPPED);
    }
    assertThat(uncaught).hasValue(0);
  }
}
