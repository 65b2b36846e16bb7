package host.cases;

import host.Scenario;
import host.Trace;

/** A caller that fills one array again and again, and a model that scales it in place. */
public final class ReusedArrays implements Scenario {

  private static final int CALLS = 700;

  /** Turns every number of its input into NaN and every NaN into a number; reuses its output. */
  static final class Model {
    private final double[] output = new double[1];

    double[] predict(double[] input) {
      double sum = 0;
      for (int i = 0; i < input.length; i++) {
        boolean missing = Double.isNaN(input[i]);
        sum += missing ? 0 : input[i];
        input[i] = missing ? 1 : Double.NaN;
      }
      output[0] = sum;
      return output;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    double[] input = new double[3];
    int missing = 0;
    for (int i = 0; i < CALLS; i++) {
      input[0] = i % 5;
      input[1] = i % 7 == 0 ? Double.NaN : i;
      input[2] = -i;
      missing += i % 7 == 0 ? 1 : 0;
      double[] output = model.predict(input);
      trace.mix(output[0]);
      trace.mix(input[1]);
      output[0] = Double.NaN;
    }
    trace.flushDigest("results");
    trace.same("output", model.output, model.predict(new double[] {1, 2, 3}));
    trace.expect(
        "reused",
        "calls=701 rows=701 predictions=701 captured=701 missing.a=0 missing.b="
            + missing
            + " missing.c=0 missing.prediction=0");
  }
}
