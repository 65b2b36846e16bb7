package io.modelmon.agent.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.modelmon.monitor.EnvironmentCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentProbeTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path root;
  private final AtomicLong clock = new AtomicLong(5 * SECOND);

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private EnvironmentProbe probe() {
    return new EnvironmentProbe(root.toString(), clock::get);
  }

  @Test
  void get_filesOfLinux_areReadAsCounters() throws IOException {
    write("proc/self/stat", "17 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 1");
    write("proc/stat", "cpu  100 10 40 800 50 0 5 5 30 0\ncpu0 1 2 3 4\n");
    write("proc/self/cgroup", "0::/shop/web\n");
    write("sys/fs/cgroup/shop/web/cpu.stat", "usage_usec 9\nnr_periods 40\nnr_throttled 7\n");
    write("sys/fs/cgroup/shop/web/cpu.pressure", "some avg10=1.00 avg60=2 avg300=3 total=1234\n");
    write("proc/pressure/cpu", "some avg10=1.00 avg60=2 avg300=3 total=99\n");
    write("proc/pressure/memory", "some avg10=0 avg60=0 avg300=0 total=8\nfull total=9\n");

    EnvironmentCounters counters = probe().get();

    assertThat(counters.nanoTime()).isEqualTo(5 * SECOND);
    assertThat(counters.processNanos()).isEqualTo(3 * SECOND);
    assertThat(counters.hostTicks()).isEqualTo(100 + 10 + 40 + 800 + 50 + 5 + 5);
    assertThat(counters.hostBusyTicks()).isEqualTo(100 + 10 + 40 + 5 + 5);
    assertThat(counters.cpuWaitNanos()).isEqualTo(1_234_000);
    assertThat(counters.periods()).isEqualTo(40);
    assertThat(counters.throttledPeriods()).isEqualTo(7);
    assertThat(counters.memoryWaitNanos()).isEqualTo(8_000);
    assertThat(counters.gcNanos()).isEqualTo(EnvironmentCounters.UNKNOWN);
  }

  @Test
  void get_firstVersionOfControlGroups_isReadToo() throws IOException {
    write("proc/self/cgroup", "1:cpu,cpuacct:/x\n0::/\n");
    write("sys/fs/cgroup/cpu/cpu.stat", "nr_periods 5\nnr_throttled 2\nthrottled_time 77\n");

    EnvironmentCounters counters = probe().get();

    assertThat(counters.periods()).isEqualTo(5);
    assertThat(counters.throttledPeriods()).isEqualTo(2);
  }

  @Test
  void get_nothingReadable_isUnknown() {
    long unknown = EnvironmentCounters.UNKNOWN;

    assertThat(probe().get())
        .isEqualTo(
            new EnvironmentCounters(
                5 * SECOND,
                Runtime.getRuntime().availableProcessors(),
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown,
                unknown));
  }

  @Test
  void get_malformedFiles_isUnknown() throws IOException {
    write("proc/self/stat", "17 a b c");
    write("proc/stat", "cpu  100 ten 40 800 50 0 5 5\n");
    write("proc/pressure/cpu", "some avg10=1.00 total=many\n");
    write("proc/pressure/memory", "full total=9\n");
    write("sys/fs/cgroup/cpu.stat", "nr_periods\nnr_throttled x\n");

    EnvironmentCounters counters = probe().get();

    assertThat(counters.processNanos()).isEqualTo(EnvironmentCounters.UNKNOWN);
    assertThat(counters.hostTicks()).isEqualTo(EnvironmentCounters.UNKNOWN);
    assertThat(counters.cpuWaitNanos()).isEqualTo(EnvironmentCounters.UNKNOWN);
    assertThat(counters.memoryWaitNanos()).isEqualTo(EnvironmentCounters.UNKNOWN);
    assertThat(counters.periods()).isEqualTo(EnvironmentCounters.UNKNOWN);
    assertThat(counters.throttledPeriods()).isEqualTo(EnvironmentCounters.UNKNOWN);
  }

  @Test
  void get_withinASecond_readsOnce() throws IOException {
    write("proc/self/stat", "17 (java) S 1 2 3 4 5 6 7 8 9 10 100 0 0");
    EnvironmentProbe probe = probe();
    EnvironmentCounters first = probe.get();
    write("proc/self/stat", "17 (java) S 1 2 3 4 5 6 7 8 9 10 200 0 0");
    clock.addAndGet(SECOND - 1);
    assertThat(probe.get()).isSameAs(first);

    clock.addAndGet(1);

    assertThat(probe.get().processNanos()).isEqualTo(2 * SECOND);
  }

  @Test
  void get_thisProcess_countsItsWorkAndItsGarbage() throws InterruptedException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "not Linux");
    EnvironmentProbe probe = new EnvironmentProbe();
    EnvironmentCounters before = probe.get();
    assumeTrue(before.gcNanos() != EnvironmentCounters.UNKNOWN, "no performance data");
    long end = System.nanoTime() + 11 * SECOND / 10;
    while (System.nanoTime() < end) {
      System.gc();
    }

    EnvironmentCounters after = probe.get();

    assertThat(after.processNanos()).isGreaterThan(before.processNanos());
    assertThat(after.hostBusyTicks()).isGreaterThan(before.hostBusyTicks());
    assertThat(after.gcNanos() - before.gcNanos()).isBetween(SECOND / 20, 3 * SECOND / 2);
  }
}
