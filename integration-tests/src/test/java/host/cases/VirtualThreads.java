package host.cases;

import host.Scenario;
import host.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thousand virtual threads that park inside a model; on older JVMs, a pool of real ones. */
public final class VirtualThreads implements Scenario {

  private static final int THREADS = 1_000;
  private static final int CALLS = 5;

  /** A model that waits for something and asks itself again. */
  static final class Model {
    double predict(double[] input) throws InterruptedException {
      if (input[0] < 0) {
        return input[1];
      }
      Thread.sleep(1);
      double inner = predict(new double[] {-1, input[1]});
      Thread.sleep(1);
      return inner + input[0];
    }
  }

  @Override
  public void run(Trace trace) throws Exception {
    Model model = new Model();
    ExecutorService executor = executor();
    List<Future<Double>> sums = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int index = t;
      sums.add(executor.submit(() -> work(model, index)));
    }
    for (Future<Double> sum : sums) {
      trace.mix(sum.get());
    }
    executor.shutdown();
    trace.flushDigest("sums");
    int calls = THREADS * CALLS;
    trace.expect("virtual", "calls=" + calls + " rows=" + calls + " predictions=" + calls);
  }

  private static double work(Model model, int thread) throws InterruptedException {
    double sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += model.predict(new double[] {thread, i});
    }
    return sum;
  }

  private static ExecutorService executor() throws ReflectiveOperationException {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return Executors.newFixedThreadPool(64);
    }
  }
}
