package io.modelmon.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.budget.SamplingControl;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.config.EventSignal;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.Monitor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorThreadTest {

  private final PrintStream original = System.err;
  private final AtomicInteger uncaught = new AtomicInteger();
  private final Thread.UncaughtExceptionHandler before =
      Thread.getDefaultUncaughtExceptionHandler();

  @AfterEach
  void restore() {
    System.setErr(original);
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  @Test
  void poll_outOfMemoryAlsoWhenSayingSo_goesOnAndHidesItFromTheApplication() throws Exception {
    System.setErr(new Exhausted());
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.incrementAndGet());
    AtomicInteger polls = new AtomicInteger();
    CountDownLatch recovered = new CountDownLatch(20);
    Monitor monitor =
        new Monitor(
            new CaptureRegistry(),
            new ModelmonConfig(List.of(), Set.of(EventSignal.LOG), Path.of(".")),
            InstantSource.system(),
            () -> {
              recovered.countDown();
              if (polls.getAndIncrement() == 1) {
                throw new OutOfMemoryError("for the test");
              }
              return System.nanoTime();
            },
            List::of,
            line -> {});
    MonitorThread thread = new MonitorThread(monitor, () -> {});

    thread.start();
    boolean goesOn = recovered.await(10, TimeUnit.SECONDS);
    thread.finish(TimeUnit.SECONDS.toNanos(10));
    thread.join(10_000);

    assertThat(goesOn).isTrue();
    assertThat(thread.isAlive()).isFalse();
    assertThat(uncaught).hasValue(0);
  }

  @Test
  void sampling_thatFails_neitherStopsTheMonitorNorSwitchesItOff() throws Exception {
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    AtomicInteger off = new AtomicInteger();
    CountDownLatch polled = new CountDownLatch(20);
    ModelmonConfig config = new ModelmonConfig(List.of(), Set.of(EventSignal.LOG), Path.of("."));
    Monitor monitor =
        new Monitor(
            new CaptureRegistry(),
            config,
            InstantSource.system(),
            () -> {
              polled.countDown();
              return System.nanoTime();
            },
            List::of,
            line -> {});
    MonitorThread thread = new MonitorThread(monitor, off::incrementAndGet);
    thread.decideWith(
        new SamplingControl(
            new CaptureRegistry(),
            config,
            monitor::capturedCalls,
            new SamplingControl.Surroundings(
                () -> 0,
                () -> {
                  throw new IllegalStateException("for the test");
                },
                InstantSource.system(),
                1),
            line -> {}));

    thread.start();
    boolean goesOn = polled.await(10, TimeUnit.SECONDS);
    thread.finish(TimeUnit.SECONDS.toNanos(10));
    thread.join(10_000);

    assertThat(goesOn).isTrue();
    assertThat(off).hasValue(0);
  }

  /** A standard error that cannot be written to. */
  private static final class Exhausted extends PrintStream {
    Exhausted() {
      super(OutputStream.nullOutputStream());
    }

    @Override
    public void println(Object line) {
      throw new OutOfMemoryError("for the test");
    }
  }
}
