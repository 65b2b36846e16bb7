package host.cases;

import host.Scenario;
import host.Trace;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Methods that carry an application's own annotation. */
public final class Annotated implements Scenario {

  /** Marks what predicts. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Predict {}

  /** One annotated method and one that is not. */
  static final class Model {
    @Predict
    double estimate(double[] input) {
      return input[0] + 1;
    }

    double train(double[] input) {
      return input[0] - 1;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    for (int i = 0; i < 70; i++) {
      trace.mix(model.estimate(new double[] {i}));
      trace.mix(model.train(new double[] {i}));
    }
    trace.flushDigest("results");
    trace.expect("annotated", "calls=70 rows=70 predictions=70 captured=70");
  }
}
