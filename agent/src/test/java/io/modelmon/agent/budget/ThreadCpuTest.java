package io.modelmon.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ThreadCpuTest {

  @TempDir Path tasks;

  private long busy;

  private void thread(int id, String name, String schedstat, long ticks) throws IOException {
    Path thread = Files.createDirectories(tasks.resolve(Integer.toString(id)));
    Files.writeString(thread.resolve("comm"), name + "\n");
    if (!schedstat.isEmpty()) {
      Files.writeString(thread.resolve("schedstat"), schedstat);
    }
    String stat = "%d (%s) S 1 1 1 0 -1 4194368 0 0 0 0 %d %d 0 0 20 0 9 0";
    Files.writeString(thread.resolve("stat"), stat.formatted(id, name + " (x", ticks, 3));
  }

  @Test
  void nanos_ownThreadsOnly_fromWhenTheyWereFound() throws IOException {
    thread(1, "main", "9000000 5 7", 0);
    thread(2, "modelmon-monito", "5000000 5 7", 0);
    ThreadCpu cpu = new ThreadCpu(tasks, () -> busy);

    assertThat(cpu.nanos()).isZero();
    thread(2, "modelmon-monito", "7000000 5 7", 0);
    thread(1, "main", "99000000 5 7", 0);
    assertThat(cpu.nanos()).isEqualTo(2_000_000);
  }

  @Test
  void nanos_threadThatEnded_staysInTheSum() throws IOException {
    thread(2, "modelmon-monito", "5000000 5 7", 0);
    ThreadCpu cpu = new ThreadCpu(tasks, () -> busy);
    cpu.nanos();
    thread(2, "modelmon-monito", "6000000 5 7", 0);
    cpu.nanos();
    for (String file : new String[] {"comm", "schedstat", "stat"}) {
      Files.delete(tasks.resolve("2").resolve(file));
    }
    thread(3, "modelmon-export", "100 5 7", 0);

    assertThat(cpu.nanos()).isEqualTo(1_000_000);
    thread(3, "modelmon-export", "600 5 7", 0);
    assertThat(cpu.nanos()).isEqualTo(1_000_500);
  }

  @Test
  void nanos_threadStartedLater_countsFromItsStart() throws IOException {
    thread(2, "modelmon-monito", "5000000 5 7", 0);
    ThreadCpu cpu = new ThreadCpu(tasks, () -> busy);
    for (int i = 0; i < 16; i++) {
      cpu.nanos();
    }
    thread(3, "modelmon-multiv", "400 5 7", 0);

    long last = 0;
    for (int i = 0; i < 16; i++) {
      last = cpu.nanos();
    }
    assertThat(last).isEqualTo(400);
  }

  @Test
  void nanos_noSchedulerStatistics_countsTicks() throws IOException {
    thread(2, "modelmon-monito", "", 10);
    ThreadCpu cpu = new ThreadCpu(tasks, () -> busy);
    cpu.nanos();
    thread(2, "modelmon-monito", "", 14);

    assertThat(cpu.nanos()).isEqualTo(40_000_000);
  }

  @Test
  void nanos_noSuchFileSystem_isTheTimeAtWork() {
    ThreadCpu cpu = new ThreadCpu(tasks.resolve("missing"), () -> busy);
    busy = 70;

    assertThat(cpu.nanos()).isEqualTo(70);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nanos_thisProcess_seesAThreadOfOursAtWork() throws InterruptedException {
    ThreadCpu cpu = new ThreadCpu(() -> 0);
    AtomicBoolean seen = new AtomicBoolean();
    double[] value = new double[1];
    Thread thread =
        new Thread(
            () -> {
              long end = System.nanoTime() + 20_000_000_000L;
              while (System.nanoTime() < end && !seen.get()) {
                value[0] += Math.sin(value[0] + 1);
              }
            },
            "modelmon-busy");
    thread.start();
    long sum = 0;
    while (sum == 0 && thread.isAlive()) {
      Thread.sleep(10);
      sum = cpu.nanos();
    }
    seen.set(true);
    thread.join();

    // How much depends on how busy the computer is; it had 20 seconds for the first bit of it.
    assertThat(sum).isPositive();
  }
}
