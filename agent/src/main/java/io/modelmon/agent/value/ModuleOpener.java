package io.modelmon.agent.value;

import java.lang.invoke.MethodHandles;

/**
 * The way into classes of named modules whose packages are not open to the agent.
 *
 * <p><b>Threads:</b> implementations are safe.
 */
public interface ModuleOpener {

  /**
   * Returns a lookup with private access to a class, opening just its package when needed.
   *
   * @throws IllegalAccessException when the package cannot be opened
   */
  MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException;
}
