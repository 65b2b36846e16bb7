package host.cases;

import host.Scenario;
import host.Trace;

/** A model that overflows the stack inside its own recursion, and is then used as before. */
public final class Overflow implements Scenario {

  /** Recurses as deep as its input says. */
  static final class Model {
    double predict(double[] input, int depth) {
      return depth == 0 ? input[0] : 1 + predict(input, depth - 1);
    }
  }

  @Override
  public void run(Trace trace) throws InterruptedException {
    Model model = new Model();
    for (int i = 0; i < 25; i++) {
      trace.mix(model.predict(new double[] {i}, 5));
    }
    Thread overflowing = new Thread(null, () -> overflowThenUse(model, trace), "deep", 512 << 10);
    overflowing.start();
    overflowing.join();
    trace.flushDigest("results");
    trace.expect(
        "overflow",
        "calls=103 rows=103 predictions=100 captured=103 errors.java.lang.StackOverflowError=3");
  }

  private static void overflowThenUse(Model model, Trace trace) {
    for (int round = 0; round < 3; round++) {
      try {
        trace.line("returned", model.predict(new double[] {1}, Integer.MAX_VALUE));
      } catch (StackOverflowError e) {
        trace.line("thrown", e.getClass().getName());
      }
      for (int i = 0; i < 25; i++) {
        trace.mix(model.predict(new double[] {i}, 5));
      }
    }
  }
}
