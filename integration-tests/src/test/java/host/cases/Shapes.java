package host.cases;

import host.Scenario;
import host.Trace;

/** Methods in every kind of class, with every kind of modifier. */
public final class Shapes implements Scenario {

  private final double bias = 0.25;

  /** A body inside an enum constant. */
  enum Constant {
    PLUS {
      @Override
      double predict(double[] input) {
        return input[0] + 1;
      }
    },
    MINUS {
      @Override
      double predict(double[] input) {
        return input[0] - 1;
      }
    };

    abstract double predict(double[] input);
  }

  interface WithDefault {
    default double predict(double[] input) {
      return -input[0];
    }
  }

  /** Inherits a default method. */
  static final class UsesDefault implements WithDefault {}

  record Linear(double slope) {
    double predict(double[] input) {
      return slope * input[0];
    }
  }

  /** A class inside an object. */
  final class Inner {
    synchronized double predict(double[] input) {
      return bias + input[0];
    }

    double call(double[] input) {
      return predictPrivately(input);
    }

    private double predictPrivately(double[] input) {
      return bias - input[0];
    }
  }

  /** Variable arguments, type variables, and handlers that return from inside. */
  static final class Odd {
    private Odd() {}

    static double predict(double... input) {
      return input.length;
    }

    @SuppressWarnings("Finally") // That it swallows the exception is what is tried here.
    static <T extends Number> double predictGeneric(T input) {
      for (int i = 0; ; i++) {
        try {
          if (i == 3) {
            throw new IllegalStateException("swallowed");
          }
        } finally {
          if (i > 2) {
            return input.doubleValue() + i;
          }
        }
      }
    }
  }

  @Override
  public void run(Trace trace) {
    Inner inner = new Inner();
    Linear linear = new Linear(3);
    UsesDefault usesDefault = new UsesDefault();
    for (int i = 0; i < 10; i++) {
      double[] input = {i};
      trace.mix(Constant.PLUS.predict(input));
      trace.mix(Constant.MINUS.predict(input));
      trace.mix(usesDefault.predict(input));
      trace.mix(linear.predict(input));
      trace.mix(inner.predict(input));
      trace.mix(inner.call(input));
      trace.mix(Odd.predict(i));
      trace.mix(Odd.predictGeneric(i));
    }
    trace.flushDigest("results");
    trace.expect("enums", "calls=20 rows=20 predictions=20 captured=20");
    trace.expect("defaults", "calls=10 rows=10 predictions=10 captured=10");
    trace.expect("shapes", "calls=40 rows=40 predictions=40 captured=40");
    trace.expect("generic", "calls=10 rows=10 predictions=10 captured=10");
  }
}
