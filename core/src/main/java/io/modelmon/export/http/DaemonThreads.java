package io.modelmon.export.http;

/**
 * Threads that never keep a process alive, inherit nothing from the application, and have our own
 * class loader as context.
 */
public final class DaemonThreads {

  private DaemonThreads() {}

  /** Creates a thread that is not started. */
  public static Thread create(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    // The application's default handler may end the process, and this is not its thread.
    thread.setUncaughtExceptionHandler((ended, failure) -> {});
    return thread;
  }
}
