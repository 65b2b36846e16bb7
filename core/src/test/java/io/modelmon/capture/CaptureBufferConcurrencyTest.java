package io.modelmon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CaptureBufferConcurrencyTest {

  private static final int THREADS = 8;
  private static final int CALLS = 100_000;

  @Test
  void claim_eightWritersOneReader_everyCallIsSeenOrRefusedAndNoRowIsMixed()
      throws InterruptedException {
    CaptureBuffer buffer = new CaptureBuffer(CaptureBufferTest.schema(4), 2048);
    AtomicLong published = new AtomicLong();
    AtomicLong refused = new AtomicLong();
    CountDownLatch finished = new CountDownLatch(THREADS);
    List<Thread> writers = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      writers.add(
          new Thread(
              () -> {
                write(buffer, thread, published, refused);
                finished.countDown();
              }));
    }
    writers.forEach(Thread::start);

    Reader reader = new Reader();
    while (finished.getCount() > 0) {
      buffer.drain(reader, false);
    }
    buffer.drain(reader, true);

    assertThat(reader.mixed).isZero();
    assertThat(reader.calls).isEqualTo(published.get());
    assertThat(published.get() + refused.get()).isEqualTo((long) THREADS * CALLS);
    assertThat(buffer.depth()).isZero();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  private static void write(
      CaptureBuffer buffer, int thread, AtomicLong published, AtomicLong refused) {
    ClaimHint hint = new ClaimHint();
    for (int i = 0; i < CALLS; i++) {
      int lead = buffer.claim(1 + i % 3, hint);
      if (lead < 0) {
        refused.incrementAndGet();
        continue;
      }
      double value = thread * 1e9 + i;
      for (int slot = lead; slot >= 0; slot = buffer.next(slot)) {
        for (int column = 0; column < 4; column++) {
          buffer.number(slot, column, value);
        }
      }
      buffer.publish(lead, i, null);
      published.incrementAndGet();
    }
  }

  private static final class Reader implements CallConsumer {

    private long calls;
    private long mixed;

    @Override
    public void accept(CapturedCall call) {
      calls++;
      double expected = call.value(0, 0);
      for (int row = 0; row < call.capturedRows(); row++) {
        for (int column = 0; column < 4; column++) {
          if (call.value(row, column) != expected) {
            mixed++;
          }
        }
        if (!Double.isNaN(call.value(row, 4))) {
          mixed++;
        }
      }
    }
  }
}
