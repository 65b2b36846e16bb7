package host.cases;

import host.Scenario;
import host.Trace;

/** Methods that a rule may name and that nobody can weave. */
public final class Unwoven implements Scenario {

  /** Declares what others inherit. */
  abstract static class Parent {
    double predict(double[] input) {
      return input[0];
    }

    abstract double score(double[] input);
  }

  /** Inherits {@code predict} and has a native method. */
  static final class Child extends Parent {
    @Override
    double score(double[] input) {
      return input[0] / 2;
    }

    native double fast(double[] input);
  }

  @Override
  public void run(Trace trace) {
    Child child = new Child();
    for (int i = 0; i < 10; i++) {
      trace.line("predict", child.predict(new double[] {i}));
      trace.line("score", child.score(new double[] {i}));
      try {
        trace.line("fast", child.fast(new double[] {i}));
      } catch (UnsatisfiedLinkError e) {
        trace.line("fast", e.getMessage());
      }
    }
    trace.expect("unwoven", "calls=0 rows=0 predictions=0");
  }
}
