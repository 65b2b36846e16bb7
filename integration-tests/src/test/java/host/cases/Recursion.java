package host.cases;

import host.Scenario;
import host.Trace;

/** Overloads that call each other, a method that calls itself, and a subclass that calls up. */
public final class Recursion implements Scenario {

  /** A model with two overloads, of which one recurses. */
  static class Model {
    double predict(double[] input) {
      return predict(input, 12);
    }

    double predict(double[] input, int depth) {
      return depth == 0 ? input[0] : 1 + predict(input, depth - 1);
    }
  }

  /** A model that adds to what its super class says. */
  static final class Refined extends Model {
    @Override
    double predict(double[] input) {
      return super.predict(input) / 2;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    Refined refined = new Refined();
    for (int i = 0; i < 100; i++) {
      double[] input = {i};
      trace.mix(model.predict(input));
      trace.mix(model.predict(input, 3));
      trace.mix(refined.predict(input));
    }
    trace.flushDigest("results");
    trace.expect("recursive", "calls=300 rows=300 predictions=300 captured=300");
  }
}
