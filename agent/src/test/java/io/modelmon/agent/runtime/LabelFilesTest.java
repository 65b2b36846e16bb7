package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.performance.join.JoinListener;
import io.modelmon.performance.join.JoinPolicy;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.LabelJoin;
import io.modelmon.performance.join.LabelStore;
import io.modelmon.performance.join.StoreStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LabelFilesTest {

  private final List<String> order = new ArrayList<>();

  /** A store that uses up whatever time it is given. */
  private final class Slow implements LabelStore {
    private final String name;

    Slow(String name) {
      this.name = name;
    }

    @Override
    public LabelJoin join(String model, JoinShape shape, JoinPolicy policy, JoinListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StoreStatus status() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean close(long timeoutMillis) {
      order.add(name + (timeoutMillis == 0 ? " begins" : " ends"));
      try {
        TimeUnit.MILLISECONDS.sleep(timeoutMillis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }

  @Test
  void close_severalSlowStores_beginTogetherAndShareTheTime() {
    List<LabelStore> stores = List.of(new Slow("a"), new Slow("b"), new Slow("c"));
    long begunNanos = System.nanoTime();

    boolean closed = LabelFiles.close(stores, TimeUnit.MILLISECONDS.toNanos(400));

    assertThat(closed).isFalse();
    assertThat(order.subList(0, 4)).containsExactly("a begins", "b begins", "c begins", "a ends");
    // Three times the limit would be 1200 ms.
    assertThat(System.nanoTime() - begunNanos).isLessThan(TimeUnit.MILLISECONDS.toNanos(1000));
  }

  @Test
  void close_littleTimeLeft_leavesHalfOfIt() {
    long second = TimeUnit.SECONDS.toNanos(1);

    assertThat(Shutdown.shareNanos(System.nanoTime() + second / 2, second))
        .isBetween(0L, second / 4);
    assertThat(Shutdown.shareNanos(System.nanoTime() + 100 * second, second)).isEqualTo(second);
    assertThat(Shutdown.shareNanos(System.nanoTime() - second, second)).isZero();
  }
}
