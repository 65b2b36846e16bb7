package io.modelmon.agent.logging;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes what the thread that creates it has to say to standard error, on a daemon, which the first
 * line starts.
 *
 * <p><b>Threads:</b> any; none but the daemon ever waits for the stream.
 */
final class LastLines {

  private static final int MAX_WAITING = 256;

  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          LastLines::thread,
          new ThreadPoolExecutor.DiscardPolicy());

  private final Thread speaker = Thread.currentThread();

  private static Thread thread(Runnable loop) {
    Thread thread = new Thread(null, loop, "modelmon-last-lines", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(LastLines.class.getClassLoader());
    return thread;
  }

  /** Returns whether this writes for a thread. Others print themselves: nobody waits for them. */
  boolean isOf(Thread thread) {
    return thread == speaker;
  }

  /** Leaves a text to the daemon; lost when too many wait. */
  void write(String text) {
    try {
      writer.execute(() -> System.err.println(text));
    } catch (OutOfMemoryError noThread) {
      // Written here it could keep the JVM from ending.
    }
  }

  /** Waits until all is written, at most so long. */
  void await(long timeoutMillis) throws InterruptedException {
    writer.shutdown();
    boolean ignored = writer.awaitTermination(timeoutMillis, TimeUnit.MILLISECONDS);
  }
}
