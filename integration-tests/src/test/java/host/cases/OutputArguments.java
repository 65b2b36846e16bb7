package host.cases;

import host.Scenario;
import host.Trace;

/** A method that returns nothing and writes its scores into an argument. */
public final class OutputArguments implements Scenario {

  /** Writes one score. */
  static final class Model {
    synchronized void predict(double[] input, double[] output) {
      output[0] = input[0] * 2;
      input[0] = Double.NaN;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    double[] output = new double[1];
    for (int i = 0; i < 80; i++) {
      output[0] = Double.NaN;
      model.predict(new double[] {i}, output);
      trace.mix(output[0]);
    }
    trace.flushDigest("results");
    trace.expect(
        "outputs", "calls=80 rows=80 predictions=80 captured=80 missing.x=0 missing.prediction=0");
  }
}
