package host.cases;

import host.Scenario;
import host.Trace;

/** A model whose very first call overflows the stack, so that nothing of it has run before. */
public final class FirstOverflow implements Scenario {

  /** Recurses as deep as its input says. */
  static final class Model {
    double predict(double[] input, int depth) {
      return depth == 0 ? input[0] : 1 + predict(input, depth - 1);
    }
  }

  @Override
  public void run(Trace trace) throws InterruptedException {
    Model model = new Model();
    Thread overflowing = new Thread(null, () -> overflow(model, trace), "first", 256 << 10);
    overflowing.start();
    overflowing.join();
    for (int i = 0; i < 10; i++) {
      trace.mix(model.predict(new double[] {i}, 5));
    }
    trace.line("frames", StackWalker.getInstance().walk(frames -> frames.count() > 1));
    trace.flushDigest("results");
    trace.expect("first-overflow", "calls=11 rows=11 errors.java.lang.StackOverflowError=1");
  }

  private static void overflow(Model model, Trace trace) {
    try {
      trace.line("returned", model.predict(new double[] {1}, Integer.MAX_VALUE));
    } catch (StackOverflowError e) {
      trace.line("thrown", e.getClass().getName());
    }
  }
}
