package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RowWorkerTest {

  @Test
  void execute_task_runsOnOneQuietDaemonThread() throws InterruptedException {
    RowWorker worker = new RowWorker();
    SynchronousQueue<Thread> threads = new SynchronousQueue<>();
    Runnable task =
        () -> {
          try {
            threads.offer(Thread.currentThread(), 10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    worker.execute(task);
    Thread first = threads.poll(10, TimeUnit.SECONDS);
    worker.execute(task);

    assertThat(threads.poll(10, TimeUnit.SECONDS)).isNotNull().isSameAs(first);
    assertThat(first.getName()).isEqualTo("modelmon-multivariate");
    assertThat(first.isDaemon()).isTrue();
    assertThat(first.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(first.getContextClassLoader()).isSameAs(RowWorker.class.getClassLoader());
  }

  @Test
  void execute_tooManyWait_refuses() {
    RowWorker worker = new RowWorker();
    CountDownLatch held = new CountDownLatch(1);
    Runnable task =
        () -> {
          try {
            held.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };

    for (int i = 0; i < 1 + 64; i++) {
      worker.execute(task);
    }

    assertThatThrownBy(() -> worker.execute(task)).isInstanceOf(RejectedExecutionException.class);
    held.countDown();
  }
}
