package host;

import java.util.concurrent.locks.LockSupport;

/**
 * A host that predicts at a steady rate from two threads; one call in a thousand throws. Says at
 * its end what it has asked, and how much heap was in use before and after.
 */
public final class Load {

  private static final int THREADS = 2;
  private static final int FEATURES = 20;
  private static final int ONE_ERROR_IN = 1000;
  private static final long TICK_NANOS = 1_000_000L;

  /** A model of numbers. */
  static final class Model {
    double predict(double[] input) {
      double sum = 0;
      for (double value : input) {
        sum += value;
      }
      if (input[0] % ONE_ERROR_IN == ONE_ERROR_IN - 1) {
        throw new IllegalStateException();
      }
      return sum;
    }
  }

  private Load() {}

  /**
   * Predicts.
   *
   * @param arguments calls a second of each thread, seconds
   */
  public static void main(String[] arguments) throws InterruptedException {
    int rate = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    Model model = new Model();
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      threads[i] = new Thread(() -> call(model, rate, seconds));
      threads[i].start();
    }
    Thread.sleep(seconds * 500L);
    long before = heap();
    for (Thread thread : threads) {
      thread.join();
    }
    long after = heap();
    long calls = (long) THREADS * rate * seconds;
    long errors = calls / ONE_ERROR_IN;
    System.out.println(
        "#expect load calls=%d rows=%d predictions=%d".formatted(calls, calls, calls - errors));
    System.out.println("errors " + errors);
    System.err.println("heap " + before + " " + after);
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void call(Model model, int rate, int seconds) {
    double[] input = new double[FEATURES];
    long total = (long) rate * seconds;
    long start = System.nanoTime();
    long made = 0;
    for (long tick = 1; made < total; tick++) {
      long due = Math.min(total, tick * rate * TICK_NANOS / 1_000_000_000L);
      for (; made < due; made++) {
        input[0] = (double) made;
        try {
          double unused = model.predict(input);
        } catch (IllegalStateException expected) {
          // One in a thousand.
        }
      }
      long left = start + tick * TICK_NANOS - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
  }
}
