package host.cases;

import host.Scenario;
import host.Trace;
import java.util.concurrent.CountDownLatch;

/** A model in which one call never comes back, while others go on, more than a ring holds. */
public final class Hanging implements Scenario {

  private static final int OTHERS = 20_000;

  /** Hangs on a negative input, for good. */
  static final class Model {
    private final CountDownLatch hanging = new CountDownLatch(1);

    double predict(double[] input) throws InterruptedException {
      if (input[0] < 0) {
        hanging.countDown();
        new CountDownLatch(1).await();
      }
      return input[0];
    }
  }

  @Override
  public void run(Trace trace) throws InterruptedException {
    Model model = new Model();
    Thread hung = new Thread(() -> hang(model), "hung");
    hung.setDaemon(true);
    hung.start();
    model.hanging.await();
    for (int i = 0; i < OTHERS; i++) {
      trace.mix(model.predict(new double[] {i}));
      if (i % 500 == 0) {
        Thread.sleep(2);
      }
    }
    trace.flushDigest("results");
    trace.line("hung", hung.isAlive());
    trace.expect("hanging", "calls=" + OTHERS + " rows=" + OTHERS + " predictions=" + OTHERS);
  }

  private static void hang(Model model) {
    try {
      model.predict(new double[] {-1});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
