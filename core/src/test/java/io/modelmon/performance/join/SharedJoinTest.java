package io.modelmon.performance.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The two threads of a shared join, without a database. */
class SharedJoinTest {

  private static final JoinPolicy POLICY = new JoinPolicy(1000, 2000, 1000, 100);
  private static final int EVENTS = 300_000;

  @Test
  @Timeout(60)
  void batch_whileEventsCome_isNeverEmptyAndLosesNone() throws Exception {
    SharedJoin join =
        new SharedJoin(
            "m", new IdHash(1, 2), 3, new JoinShape(false, 0, 0), POLICY, (row, label, at) -> {});
    AtomicLong taken = new AtomicLong();
    AtomicLong empty = new AtomicLong();
    Thread store =
        new Thread(
            () -> {
              while (taken.get() < EVENTS) {
                SharedBatch batch = join.batch();
                if (batch != null) {
                  taken.addAndGet(batch.events.size());
                  empty.addAndGet(batch.events.isEmpty() ? 1 : 0);
                  join.stored(batch);
                }
              }
            });
    store.start();
    for (int i = 0; i < EVENTS; i++) {
      while (join.queued() > 100) {
        Thread.onSpinWait(); // keeps the queue nearly empty, where the threads meet
      }
      join.labelled(i, i, 0, 1);
    }
    store.join();

    assertThat(empty).hasValue(0);
    assertThat(taken).hasValue(EVENTS);
    assertThat(join.queued()).isZero();
  }
}
