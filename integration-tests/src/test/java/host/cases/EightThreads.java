package host.cases;

import host.Scenario;
import host.Trace;

/** One model used by eight threads at once. */
public final class EightThreads implements Scenario {

  private static final int THREADS = 8;
  private static final int CALLS = 25_000;

  /** A model without state. */
  static final class Model {
    double predict(double[] input) {
      if (input[1] % 1000 == 999) {
        throw new IllegalArgumentException("every thousandth");
      }
      return input[0] + input[1];
    }
  }

  @Override
  public void run(Trace trace) throws InterruptedException {
    Model model = new Model();
    double[] sums = new double[THREADS];
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      int index = t;
      threads[t] = new Thread(() -> sums[index] = work(model, index), "worker-" + t);
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    trace.line("sums", sums);
    int calls = THREADS * CALLS;
    trace.expect(
        "threads",
        "calls="
            + calls
            + " rows="
            + calls
            + " predictions="
            + (calls - calls / 1000)
            + " errors.java.lang.IllegalArgumentException="
            + calls / 1000);
  }

  private static double work(Model model, int thread) {
    double sum = 0;
    double[] input = new double[2];
    for (int i = 0; i < CALLS; i++) {
      input[0] = thread;
      input[1] = i;
      try {
        sum += model.predict(input);
      } catch (IllegalArgumentException e) {
        sum -= 1;
      }
    }
    return sum;
  }
}
