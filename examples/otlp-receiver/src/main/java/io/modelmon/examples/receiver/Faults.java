package io.modelmon.examples.receiver;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How the receiver misbehaves at the moment.
 *
 * <p><b>Threads:</b> safe for many.
 */
final class Faults {

  /** A forced answer. */
  record Answer(int status, Map<String, String> headers) {

    Answer {
      headers = Map.copyOf(headers);
    }
  }

  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Answer forced;
  private boolean paused;
  private boolean closed;

  void force(@Nullable Answer answer) {
    forced = answer;
  }

  @Nullable Answer forced() {
    return forced;
  }

  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns how many requests are held without an answer. */
  int waiting() {
    return waiting.get();
  }

  /**
   * Waits while paused.
   *
   * @param whenHeld run before the wait
   * @return true when the request was held and must be left without an answer
   */
  synchronized boolean heldBack(Runnable whenHeld) throws InterruptedException {
    if (!paused) {
      return false;
    }
    whenHeld.run();
    waiting.incrementAndGet();
    try {
      while (paused && !closed) {
        wait();
      }
      return true;
    } finally {
      waiting.decrementAndGet();
    }
  }
}
