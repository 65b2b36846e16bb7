package io.modelmon.benchmarks.startup;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what {@code -javaagent} costs in itself. */
public final class EmptyAgent {

  private EmptyAgent() {}

  /** Does nothing. */
  public static void premain(String argument, Instrumentation instrumentation) {}
}
