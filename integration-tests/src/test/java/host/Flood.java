package host;

/** A host that predicts as fast as it can, alone and in batches, from four threads. */
public final class Flood {

  private static final int THREADS = 4;
  private static final int CALLS = 250_000;
  private static final int BATCHES = 20;
  private static final int BATCH_ROWS = 30_000;

  /** A model of thirty numbers. */
  static final class Model {
    double predict(double[] input) {
      return input[0] + input[29];
    }

    double[] predictAll(double[][] rows) {
      double[] scores = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        scores[i] = rows[i][0];
      }
      return scores;
    }
  }

  private Flood() {}

  /** Predicts. */
  public static void main(String[] arguments) throws InterruptedException {
    Model model = new Model();
    double[] sums = new double[THREADS];
    Thread[] threads = new Thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
      int index = t;
      threads[t] = new Thread(() -> sums[index] = work(model, index));
      threads[t].start();
    }
    for (int t = 0; t < THREADS; t++) {
      threads[t].join();
      System.out.println("sum " + sums[t]);
    }
    long calls = (long) THREADS * CALLS;
    long batches = (long) THREADS * BATCHES;
    long rows = batches * BATCH_ROWS;
    System.out.println("#expect flood calls=" + calls + " rows=" + calls + " predictions=" + calls);
    System.out.println(
        "#expect flood-batches calls=" + batches + " rows=" + rows + " predictions=" + rows);
  }

  private static double work(Model model, int thread) {
    double sum = 0;
    double[] input = new double[30];
    double[][] rows = new double[BATCH_ROWS][30];
    for (int i = 0; i < CALLS; i++) {
      input[0] = thread;
      input[29] = i;
      sum += model.predict(input);
      if (i % (CALLS / BATCHES) == 0) {
        rows[0][0] = i;
        sum += model.predictAll(rows)[0];
      }
    }
    return sum;
  }
}
