package host.cases;

import host.Scenario;
import host.Trace;

/** Several classes and methods under one pattern, with a generic parent and so with bridges. */
public final class Globs implements Scenario {

  interface Parent<T, R> {
    R predictOne(T input);
  }

  /** Has a bridge method of the same name. */
  static final class FirstModel implements Parent<double[], Double> {
    @Override
    public Double predictOne(double[] input) {
      return input[0];
    }
  }

  /** Has two methods that match and one that does not. */
  static final class SecondModel {
    Double predictTwo(double[] input) {
      return input[0] * 2;
    }

    Double predictThree(double[] input) {
      return input[0] * 3;
    }

    Double explain(double[] input) {
      return input[0] * 4;
    }
  }

  @Override
  public void run(Trace trace) {
    Parent<double[], Double> first = new FirstModel();
    SecondModel second = new SecondModel();
    for (int i = 0; i < 30; i++) {
      double[] input = {i};
      trace.mix(first.predictOne(input));
      trace.mix(second.predictTwo(input));
      trace.mix(second.predictThree(input));
      trace.mix(second.explain(input));
    }
    trace.flushDigest("results");
    trace.expect("globs", "calls=90 rows=90 predictions=90 captured=90");
  }
}
