package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.performance.join.JoinListener;
import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.performance.join.StoreStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a slow disk: the monitor goes on, what is called meanwhile waits in its ring. */
class LabelStoreOpeningTest {

  private final LabelFixture fixture = LabelFixture.probability();
  private final SlowStore store = new SlowStore();

  /** In memory, and open when a test says so. */
  private static final class SlowStore implements LabelStore {
    private final LabelStore memory = LabelStore.memory();
    private boolean opening = true;

    @Override
    public boolean isOpening() {
      return opening;
    }

    @Override
    public LabelJoin join(String model, JoinShape shape, JoinPolicy policy, JoinListener listener) {
      return memory.join(model, shape, policy, listener);
    }

    @Override
    public StoreStatus status() {
      return memory.status();
    }

    @Override
    public boolean close(long timeoutMillis) {
      return true;
    }
  }

  private void serve() {
    fixture.monitor.keepLabelsIn(config -> store);
    fixture.predict(1, 0.9);
    fixture.label(1L, "bad");
    fixture.poll();
  }

  @Test
  void poll_storeIsBeingOpened_leavesCallsInTheirRing() {
    serve();
    assertThat(fixture.monitor.poll()).isZero();

    store.opening = false;
    fixture.poll();

    assertThat(fixture.count("joined")).isOne();
  }

  @Test
  void publish_storeIsNotOpenInTime_doesWithoutIt() {
    serve();
    fixture.monitor.publish();

    LabelSnapshot labels = fixture.monitor.snapshot().labels().get(0);
    assertThat(labels.labels()).containsEntry("joined", 1L);
    assertThat(labels.lost()).isEmpty();
  }

  @Test
  void fileSoon_isOpenedByItsOwnThread(@TempDir Path folder) {
    List<String> log = new ArrayList<>();
    try (LabelStore file = LabelStore.fileSoon(folder.resolve("labels.mv"), 1L << 20, log::add)) {
      long end = System.nanoTime() + 60_000_000_000L;
      while (file.isOpening() && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(file.isOpening()).isFalse();
      assertThat(file.status().state()).isEqualTo(StoreStatus.State.OPEN);
      assertThat(folder.resolve("labels.mv")).exists();
    }
    assertThat(log).isEmpty();
  }
}
