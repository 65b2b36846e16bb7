package io.modelmon.alert.diagnosis;

/**
 * What the process and its machine did during one window. Shares are in [0, 1]; NaN is unknown.
 *
 * @param processCpu share of the available processors that this process used
 * @param hostCpu share of the machine's processors that was in use
 * @param cpuWait share of time in which at least one thread waited for a processor
 * @param throttled share of the quota's periods in which the container was stopped
 * @param memoryWait share of time in which a task waited for memory
 * @param gc share of time that collections of garbage took
 */
public record EnvironmentUse(
    double processCpu,
    double hostCpu,
    double cpuWait,
    double throttled,
    double memoryWait,
    double gc) {

  /** Nothing is known. */
  public static final EnvironmentUse UNKNOWN =
      new EnvironmentUse(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
