package io.modelmon.agent.runtime;

import io.modelmon.agent.logging.AgentLog;

/**
 * Takes what ends a thread of the agent, which the application's own default handler must not see:
 * there are applications that end the process in it.
 */
final class Uncaught implements Thread.UncaughtExceptionHandler {

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    try {
      AgentLog.failure(thread.getName() + " ended", failure);
    } catch (Throwable e) {
      // Out of memory, most likely: nothing is left to say it with.
    }
  }
}
