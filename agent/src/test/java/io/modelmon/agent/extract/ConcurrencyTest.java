package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {

  private static final int CALLS_PER_THREAD = 20_000;

  /** What the drain has seen. */
  private static final class Seen {
    long calls;
    long rows;
    long errors;
    long torn;

    void drain(@Nullable CaptureBuffer buffer) {
      if (buffer == null) {
        return;
      }
      buffer.drain(
          call -> {
            calls++;
            rows += call.totalRows();
            errors += call.errorType() == null ? 0 : 1;
            for (int row = 0; row < call.capturedRows(); row++) {
              double first = call.value(row, 0);
              boolean whole = call.value(row, 1) == first + 1 && call.value(row, 2) == first + 2;
              torn += whole ? 0 : 1;
            }
          },
          true);
    }
  }

  @Test
  void calls_eightThreadsFromTheFirstCallOn_sumUpExactly() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "java.lang.Object"));
    Seen seen = new Seen();
    CountDownLatch start = new CountDownLatch(1);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      threads.add(
          new Thread(
              () -> {
                try {
                  start.await();
                  work(site, thread);
                } catch (Throwable e) {
                  failure.set(e);
                }
              }));
    }
    threads.forEach(Thread::start);
    start.countDown();

    while (threads.stream().anyMatch(Thread::isAlive)) {
      seen.drain(agent.capture().buffer());
    }
    for (Thread thread : threads) {
      thread.join();
    }
    seen.drain(agent.capture().buffer());

    assertThat(failure.get()).isNull();
    long counted = 0;
    long countedRows = 0;
    for (int i = 0; i < CallOutcome.count(); i++) {
      counted += agent.capture().counters().calls(CallOutcome.of(i));
      countedRows += agent.capture().counters().rows(CallOutcome.of(i));
    }
    assertThat(seen.torn).isZero();
    assertThat(seen.calls + counted).isEqualTo(8L * CALLS_PER_THREAD);
    // Every fourth call is a batch of three rows.
    assertThat(seen.rows + countedRows).isEqualTo(8L * CALLS_PER_THREAD * 6 / 4);
    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isZero();
    assertThat(agent.counted(CallOutcome.DROPPED_SCHEMA)).isZero();
    assertThat(seen.calls).isGreaterThan(1000);
  }

  @Test
  void calls_thousandVirtualThreads_sumUpExactly() throws Throwable {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21);
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));
    TestSite inner = agent.site(method("double", "double[]"));
    AtomicBoolean failed = new AtomicBoolean();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 3000; t++) {
      Runnable task =
          () -> {
            try {
              site.call(
                  arguments -> {
                    go.await();
                    return inner.call(unused -> 0.5, arguments);
                  },
                  (Object) new double[] {1, 2, 3});
            } catch (Throwable e) {
              failed.set(true);
            }
          };
      threads.add(
          (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task));
    }
    // More calls run at once than the guard's table has places.
    Thread.sleep(500);
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    Seen seen = new Seen();
    seen.drain(agent.capture().buffer());
    assertThat(failed).isFalse();
    assertThat(seen.calls + agent.counted(CallOutcome.DROPPED_FULL)).isEqualTo(3000);
    assertThat(seen.torn).isZero();
  }

  @Test
  void enter_virtualThreadDiedInside_placeIsTakenOver() throws Throwable {
    Assumptions.assumeTrue(Runtime.version().feature() >= 21);
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));
    Object input = new double[] {1, 2, 3};
    site.callReturning(0.5, input);
    for (int t = 0; t < 5000; t++) {
      Runnable enterOnly =
          () -> {
            try {
              site.enter.invokeWithArguments(input);
            } catch (Throwable e) {
              throw new IllegalStateException(e);
            }
          };
      Thread thread =
          (Thread)
              Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, enterOnly);
      thread.join();
      agent.rows();
    }

    // Of 5,000 lost calls at most as many as the table has places still hold a slot.
    assertThat(java.util.Objects.requireNonNull(agent.capture().buffer()).depth())
        .isLessThanOrEqualTo(2048);
  }

  private static void work(TestSite site, int thread) throws Throwable {
    for (int i = 0; i < CALLS_PER_THREAD; i++) {
      double base = 1000.0 * thread + i;
      double[] row = {base, base + 1, base + 2};
      if (i % 4 == 0) {
        double[][] batch = {row, row.clone(), row.clone()};
        site.callReturning(new double[] {0.1, 0.2, 0.3}, (Object) batch);
      } else if (i % 7 == 0) {
        try {
          site.call(
              unused -> {
                throw new IllegalStateException();
              },
              (Object) row);
        } catch (IllegalStateException expected) {
          assertThat(expected).hasNoCause();
        }
      } else {
        site.callReturning(0.5, (Object) row);
      }
    }
  }
}
