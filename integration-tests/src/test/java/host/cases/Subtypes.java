package host.cases;

import host.Scenario;
import host.Trace;
import java.util.List;
import java.util.Map;

/** Implementations of an application's own interface. */
public final class Subtypes implements Scenario {

  interface Scorer {
    double score(Map<String, Double> input);
  }

  /** Implements it directly. */
  static final class Direct implements Scorer {
    @Override
    public double score(Map<String, Double> input) {
      return input.get("x");
    }
  }

  /** Implements it for others. */
  abstract static class Base implements Scorer {
    @Override
    public double score(Map<String, Double> input) {
      return 2 * weight() * input.get("x");
    }

    abstract double weight();
  }

  /** Inherits the method. */
  static final class Inheriting extends Base {
    @Override
    double weight() {
      return 0.5;
    }
  }

  /** Overrides it and calls up. */
  static final class Overriding extends Base {
    @Override
    double weight() {
      return 3;
    }

    @Override
    public double score(Map<String, Double> input) {
      return 1 + super.score(input);
    }
  }

  /** Has such a method, but is none of them. */
  static final class Stranger {
    double score(Map<String, Double> input) {
      return -input.get("x");
    }
  }

  @Override
  public void run(Trace trace) {
    List<Scorer> scorers = List.of(new Direct(), new Inheriting(), new Overriding());
    Stranger stranger = new Stranger();
    for (int i = 0; i < 40; i++) {
      Map<String, Double> input = Map.of("x", i / 4.0);
      for (Scorer scorer : scorers) {
        trace.mix(scorer.score(input));
      }
      trace.mix(stranger.score(input));
    }
    trace.flushDigest("results");
    trace.expect("subtypes", "calls=120 rows=120 predictions=120 captured=120");
  }
}
