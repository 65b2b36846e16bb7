package io.modelmon.export.otel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitedLogTest {

  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong(-5);
  private final LimitedLog log = new LimitedLog(lines::add, nanos::get);

  @Test
  void log_sameCause_isSaidOnceAMinuteWithACount() {
    for (int second = 0; second < 60; second++) {
      log.log("a", "down");
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
    log.log("a", "down");

    assertThat(lines).containsExactly("down", "down (59 more in the meantime)");
  }

  @Test
  void log_otherCause_isSaidAtOnce() {
    log.log("a", "one");
    log.log("b", "two");

    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void log_failingConsumer_isSurvived() {
    LimitedLog failing =
        new LimitedLog(
            line -> {
              throw new IllegalStateException(line);
            },
            nanos::get);

    failing.log("a", "one");

    assertThat(lines).isEmpty();
  }
}
