package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LateWeavingTest {

  private final AtomicLong nanoTime = new AtomicLong(-5);
  private final AtomicInteger tries = new AtomicInteger();
  private volatile CountDownLatch tried = new CountDownLatch(1);
  private volatile Thread worker = Thread.currentThread();

  private final LateWeaving late =
      new LateWeaving(
          () -> true,
          () -> {
            worker = Thread.currentThread();
            tries.incrementAndGet();
            tried.countDown();
            throw new IllegalStateException("in a test");
          },
          nanoTime::get);

  @Test
  void poll_everyTryFails_triesOnceASecond() throws Exception {
    for (int second = 1; second <= 3; second++) {
      late.poll();
      awaitTry();
      for (int i = 0; i < 100; i++) {
        late.poll();
        worker.join();
      }
      assertThat(tries).hasValue(second);
      nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
  }

  @Test
  void poll_aMomentBeforeTheSecondIsOver_startsNoThread() throws Exception {
    late.poll();
    awaitTry();

    nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
    late.poll();
    worker.join();
    assertThat(tries).hasValue(1);

    nanoTime.incrementAndGet();
    late.poll();
    awaitTry();
    assertThat(tries).hasValue(2);
  }

  @Test
  void poll_nothingIsLate_startsNoThread() {
    AtomicInteger unexpected = new AtomicInteger();
    LateWeaving idle = new LateWeaving(() -> false, unexpected::incrementAndGet, System::nanoTime);

    idle.poll();

    assertThat(unexpected).hasValue(0);
  }

  private void awaitTry() throws InterruptedException {
    tried.await();
    tried = new CountDownLatch(1);
    worker.join();
  }
}
