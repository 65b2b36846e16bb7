package io.modelmon.performance.join;

/** The thread that alone touches a file or a database. */
final class StoreThread {

  private StoreThread() {}

  /**
   * Creates a thread that is not started: it never keeps a process alive, inherits nothing from the
   * application, and its end is not shown to the application's default handler, which may end the
   * process.
   */
  static Thread create(Runnable task) {
    Thread thread = new Thread(null, task, "modelmon-labels", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(StoreThread.class.getClassLoader());
    thread.setUncaughtExceptionHandler((ended, failure) -> {});
    return thread;
  }
}
