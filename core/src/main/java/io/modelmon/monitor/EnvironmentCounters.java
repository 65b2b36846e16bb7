package io.modelmon.monitor;

import io.modelmon.alert.diagnosis.EnvironmentUse;
import java.util.function.Supplier;

/**
 * What a process and its machine have used up to a moment; all counts only grow, and {@value
 * #UNKNOWN} is unknown.
 *
 * @param nanoTime when they were read, on the clock of captured calls
 * @param processors how many the process may use
 * @param processNanos CPU time of this process
 * @param hostBusyTicks time in which processors of the machine were in use
 * @param hostTicks time that processors of the machine had, in the same unit
 * @param cpuWaitNanos time in which at least one thread waited for a processor
 * @param periods periods of the container's quota
 * @param throttledPeriods those in which the quota was used up
 * @param memoryWaitNanos time in which at least one task waited for memory
 * @param gcNanos time of collections of garbage
 */
public record EnvironmentCounters(
    long nanoTime,
    int processors,
    long processNanos,
    long hostBusyTicks,
    long hostTicks,
    long cpuWaitNanos,
    long periods,
    long throttledPeriods,
    long memoryWaitNanos,
    long gcNanos) {

  /** In place of a count that cannot be read. */
  public static final long UNKNOWN = -1;

  /** Knows nothing. */
  static final Supplier<EnvironmentCounters> NONE =
      () ->
          new EnvironmentCounters(
              0, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

  /** Returns what was used from these counts to later ones. */
  EnvironmentUse until(EnvironmentCounters later) {
    double elapsed = (double) later.nanoTime - nanoTime;
    return new EnvironmentUse(
        share(processNanos, later.processNanos, elapsed * Math.max(1, later.processors)),
        share(hostBusyTicks, later.hostBusyTicks, (double) later.hostTicks - hostTicks),
        share(cpuWaitNanos, later.cpuWaitNanos, elapsed),
        share(throttledPeriods, later.throttledPeriods, (double) later.periods - periods),
        share(memoryWaitNanos, later.memoryWaitNanos, elapsed),
        share(gcNanos, later.gcNanos, elapsed));
  }

  private static double share(long from, long to, double whole) {
    boolean known = from != UNKNOWN && to != UNKNOWN && to >= from && whole > 0;
    return known ? Math.min(1, (to - from) / whole) : Double.NaN;
  }
}
