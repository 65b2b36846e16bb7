package io.modelmon.agent.budget;

/** The CPU time that the agent's own threads have taken so far. */
@FunctionalInterface
public interface CpuClock {

  /** Returns the sum in nanoseconds; never decreases. */
  long nanos();
}
