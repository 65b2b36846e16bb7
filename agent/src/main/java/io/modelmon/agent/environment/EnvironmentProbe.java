package io.modelmon.agent.environment;

import io.modelmon.monitor.EnvironmentCounters;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads the counters of the environment from {@code /proc}, the container's control group and the
 * JVM's own file of counters. What cannot be read is unknown; elsewhere than on Linux all is.
 *
 * <p><b>Cost:</b> some seven small files and one of 32 kB, at most once in {@value
 * #LEAST_INTERVAL_SECONDS} second however many models ask. <b>Threads:</b> confined to the monitor
 * thread. <b>Error:</b> never throws.
 */
public final class EnvironmentProbe implements Supplier<EnvironmentCounters> {

  private static final long LEAST_INTERVAL_SECONDS = 1;
  private static final long UNKNOWN = EnvironmentCounters.UNKNOWN;

  /** USER_HZ, which Linux has fixed at this on all architectures that HotSpot runs on. */
  private static final long NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / 100;

  private static final int TEXT_BYTES = 4_096;
  private static final int PERFORMANCE_BYTES = 65_536;

  private final LongSupplier nanoTime;
  private final SmallFile process;
  private final SmallFile host;
  private final SmallFile cpuPressure;
  private final SmallFile memoryPressure;
  private final SmallFile quota;
  private final SmallFile performanceFile;
  private final PerformanceData performance = new PerformanceData();
  private EnvironmentCounters newest =
      new EnvironmentCounters(
          0, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  private boolean read;

  /** Creates a probe of this process. */
  public EnvironmentProbe() {
    this("", System::nanoTime);
  }

  /**
   * Creates a probe.
   *
   * @param root where the file system begins
   */
  EnvironmentProbe(String root, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    process = text(root + "/proc/self/stat");
    host = text(root + "/proc/stat");
    String group =
        root + "/sys/fs/cgroup" + ProcText.group(text(root + "/proc/self/cgroup").text());
    String container = root + "/sys/fs/cgroup";
    cpuPressure = first(group + "/cpu.pressure", container + "/cpu.pressure", root + CPU_PRESSURE);
    memoryPressure =
        first(group + "/memory.pressure", container + "/memory.pressure", root + MEMORY_PRESSURE);
    quota = first(group + "/cpu.stat", container + "/cpu.stat", container + "/cpu/cpu.stat");
    String user = System.getProperty("user.name", "");
    long pid = pid(process.text());
    performanceFile =
        new SmallFile(root + "/tmp/hsperfdata_" + user + "/" + pid, PERFORMANCE_BYTES);
  }

  private static final String CPU_PRESSURE = "/proc/pressure/cpu";
  private static final String MEMORY_PRESSURE = "/proc/pressure/memory";

  private static SmallFile text(String path) {
    return new SmallFile(path, TEXT_BYTES);
  }

  /** Returns the first that can be read: the group's own, the container's, the machine's. */
  private static SmallFile first(String own, String container, String machine) {
    for (String path : new String[] {own, container}) {
      SmallFile file = text(path);
      if (file.readable()) {
        return file;
      }
    }
    return text(machine);
  }

  /** The process id in its own name space, under which HotSpot files its counters. */
  private static long pid(String stat) {
    int end = stat.indexOf(' ');
    try {
      return end < 0 ? UNKNOWN : Long.parseLong(stat.substring(0, end));
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
  }

  /** Returns the counters of now, or of less than a second ago. */
  @Override
  public EnvironmentCounters get() {
    long now = nanoTime.getAsLong();
    if (!read || now - newest.nanoTime() >= TimeUnit.SECONDS.toNanos(LEAST_INTERVAL_SECONDS)) {
      newest = read(now);
      read = true;
    }
    return newest;
  }

  private EnvironmentCounters read(long now) {
    long[] ticks = ProcText.hostTicks(host.text());
    String stat = quota.text();
    return new EnvironmentCounters(
        now,
        Runtime.getRuntime().availableProcessors(),
        scaled(ProcText.processTicks(process.text()), NANOS_PER_TICK),
        ticks[0],
        ticks[1],
        scaled(ProcText.pressureMicros(cpuPressure.text()), TimeUnit.MICROSECONDS.toNanos(1)),
        ProcText.keyed(stat, "nr_periods"),
        ProcText.keyed(stat, "nr_throttled"),
        scaled(ProcText.pressureMicros(memoryPressure.text()), TimeUnit.MICROSECONDS.toNanos(1)),
        performance.gcNanos(performanceFile.bytes()));
  }

  private static long scaled(long count, long factor) {
    return count == UNKNOWN ? UNKNOWN : count * factor;
  }
}
