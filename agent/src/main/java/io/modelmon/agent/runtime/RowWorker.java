package io.modelmon.agent.runtime;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that compares whole rows, {@value #NAME}, for all models in turn.
 *
 * <p>It has the lowest priority, is started by the first task, ends after a minute without any, and
 * keeps no JVM alive. When many models wait, further tasks are refused.
 */
final class RowWorker implements Executor {

  private static final String NAME = "modelmon-multivariate";
  private static final int WAITING_TASKS = 64;
  private static final long IDLE_SECONDS = 60;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_TASKS),
          new Threads());

  RowWorker() {
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(task);
  }

  private static final class Threads implements ThreadFactory {
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a hint, on which nothing depends
    public Thread newThread(Runnable loop) {
      Thread thread = new Thread(null, loop, NAME, 0, false);
      thread.setDaemon(true);
      thread.setPriority(Thread.MIN_PRIORITY);
      // Not the application's: a redeployed application must not be kept alive by this thread.
      thread.setContextClassLoader(RowWorker.class.getClassLoader());
      thread.setUncaughtExceptionHandler(new Uncaught());
      return thread;
    }
  }
}
