package host.cases;

import host.Scenario;
import host.Trace;

/** Many models behind one method. */
public final class Names implements Scenario {

  /** Scores by name. */
  static final class Registry {
    double score(String model, double[] input) {
      return model.length() + input[0];
    }

    double rank(String model, double[] input) {
      return model.length() - input[0];
    }
  }

  @Override
  public void run(Trace trace) {
    Registry registry = new Registry();
    for (int i = 0; i < 60; i++) {
      String model = i % 3 == 0 ? "fraud" : i % 3 == 1 ? "churn" : "unlisted";
      trace.mix(registry.score(model, new double[] {i}));
      trace.mix(registry.rank("rank" + i % 6, new double[] {i}));
    }
    trace.flushDigest("results");
    trace.expect("fraud", "calls=20 rows=20 predictions=20 captured=20");
    trace.expect("churn", "calls=20 rows=20 predictions=20 captured=20");
    trace.expect("unlisted", "calls=0 rows=0 predictions=0");
    trace.expect("rank0", "calls=10 rows=10 predictions=10 captured=10");
    trace.expect("rank1", "calls=10 rows=10 predictions=10 captured=10");
    trace.expect("other", "calls=40 rows=40 predictions=40 captured=40");
  }
}
