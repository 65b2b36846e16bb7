package host.cases;

import host.Scenario;
import host.Trace;

/** Two versions of a model that are alive at once. */
public final class Versions implements Scenario {

  /** Knows its own version. */
  static final class Model {
    private final String version;

    Model(String version) {
      this.version = version;
    }

    String version() {
      return version;
    }

    double predict(double[] input) {
      return input[0] + version.length();
    }
  }

  @Override
  public void run(Trace trace) {
    Model stable = new Model("1.0");
    Model canary = new Model("2.0-rc");
    for (int i = 0; i < 60; i++) {
      trace.mix((i % 6 == 0 ? canary : stable).predict(new double[] {i}));
    }
    trace.flushDigest("results");
    trace.expect("versions@1.0", "calls=50 rows=50 predictions=50 captured=50");
    trace.expect("versions@2.0-rc", "calls=10 rows=10 predictions=10 captured=10");
  }
}
