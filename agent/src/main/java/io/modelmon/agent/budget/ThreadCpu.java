package io.modelmon.agent.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of the agent's threads as the Linux kernel counts it: of all threads of the process
 * whose name begins with {@value #PREFIX}. Where there is no such file system, the time the monitor
 * thread was at work stands in, which is most of it.
 *
 * <p>The JDK's own way is a management bean, and loading those changes the application's logging
 * and management. Threads are looked for in each of the first {@value #ROUNDS} rounds, and what
 * they have taken by then is no part of the sum: starting up is a cost of its own. Later it is done
 * every {@value #ROUNDS} rounds only, as it takes a file for each thread of the application.
 *
 * <p><b>Cost:</b> one small file per thread of the agent; when threads are looked for also a folder
 * and a file per thread of the process, at most {@value #MAX_THREADS}. <b>Threads:</b> confined to
 * the monitor thread.
 */
public final class ThreadCpu implements CpuClock {

  static final String PREFIX = "modelmon-";

  private static final int ROUNDS = 15;
  private static final int MAX_THREADS = 4096;
  private static final long NANOS_PER_TICK = 10_000_000L;

  /** Where in {@code stat}, after the name, user and system time stand. */
  private static final int USER_TIME = 11;

  private final Path tasks;
  private final CpuClock busy;
  private final Map<String, Long> nanosByThread = new HashMap<>();
  private int round;
  private long total;

  /**
   * Creates a clock at zero.
   *
   * @param busy stands in where the kernel says nothing
   */
  public ThreadCpu(CpuClock busy) {
    this(Path.of("/proc/self/task"), busy);
  }

  ThreadCpu(Path tasks, CpuClock busy) {
    this.tasks = tasks;
    this.busy = busy;
  }

  @Override
  public long nanos() {
    if (round < ROUNDS || round % ROUNDS == 0) {
      find();
    }
    round++;
    if (nanosByThread.isEmpty()) {
      total = Math.max(total, busy.nanos());
      return total;
    }
    nanosByThread.entrySet().removeIf(this::isOver);
    return total;
  }

  /** Adds what a thread has taken since it was looked at last; true when it is gone. */
  private boolean isOver(Map.Entry<String, Long> thread) {
    long now = read(tasks.resolve(thread.getKey()));
    if (now < 0) {
      return true;
    }
    total += Math.max(0, now - thread.getValue());
    thread.setValue(Math.max(now, thread.getValue()));
    return false;
  }

  private void find() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      int looked = 0;
      for (Path thread : threads) {
        String id = thread.getFileName().toString();
        if (!nanosByThread.containsKey(id) && isOurs(thread)) {
          nanosByThread.put(id, round < ROUNDS ? Math.max(0, read(thread)) : 0L);
        }
        if (++looked == MAX_THREADS) {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
      // Not Linux, or a thread ended meanwhile: what is known stays.
    }
  }

  private static boolean isOurs(Path thread) {
    try {
      return text(thread.resolve("comm")).startsWith(PREFIX);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a thread's CPU time, or -1 when it has ended. */
  private static long read(Path thread) {
    try {
      String schedstat = text(thread.resolve("schedstat"));
      int end = schedstat.indexOf(' ');
      long nanos = end < 0 ? 0 : Long.parseLong(schedstat.substring(0, end));
      return nanos > 0 ? nanos : ticks(thread) * NANOS_PER_TICK;
    } catch (IOException | NumberFormatException e) {
      return coarse(thread);
    }
  }

  /** The same from the file that is there without scheduler statistics too. */
  private static long coarse(Path thread) {
    try {
      return ticks(thread) * NANOS_PER_TICK;
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  private static long ticks(Path thread) throws IOException {
    String stat = text(thread.resolve("stat"));
    // The name stands in brackets and may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
    return fields.length > USER_TIME + 1
        ? Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])
        : 0;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
