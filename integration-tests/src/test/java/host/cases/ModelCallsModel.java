package host.cases;

import host.Scenario;
import host.Trace;

/** An ensemble that is watched, of members that are watched. */
public final class ModelCallsModel implements Scenario {

  /** One member; every fifth input breaks it. */
  static final class Member {
    double predict(double[] input) {
      if (input[0] % 5 == 0) {
        throw new IllegalStateException("member");
      }
      return input[0] * 2;
    }
  }

  /** Asks a member three times, and answers for it when it breaks. */
  static final class Ensemble {
    private final Member member = new Member();

    double predict(double[] input) {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        try {
          sum += member.predict(new double[] {input[0] + i});
        } catch (IllegalStateException e) {
          sum -= 1;
        }
      }
      return sum;
    }
  }

  @Override
  public void run(Trace trace) {
    Ensemble ensemble = new Ensemble();
    for (int i = 0; i < 100; i++) {
      trace.mix(ensemble.predict(new double[] {i}));
    }
    trace.flushDigest("results");
    trace.expect("ensemble", "calls=100 rows=100 predictions=100 captured=100");
    trace.expect(
        "member",
        "calls=300 rows=300 predictions=240 captured=300"
            + " errors.java.lang.IllegalStateException=60");
  }
}
