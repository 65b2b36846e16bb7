package host.cases;

import host.Scenario;
import host.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Inputs that do harm to whoever looks at them too closely. */
public final class HostileValues implements Scenario {

  /** Every way of asking it something fails. */
  static final class Trap {
    private final Error error = new AssertionError("trap");

    @SuppressWarnings("DoNotCallSuggester") // It looks like any other getter.
    public double getValue() {
      throw error;
    }

    @Override
    public String toString() {
      throw error;
    }

    @Override
    public int hashCode() {
      throw error;
    }

    @Override
    public boolean equals(Object other) {
      throw error;
    }
  }

  /** One method for anything, one for what a configuration reaches into. */
  static final class Model {
    Object predict(Object input) {
      return input;
    }

    double predictTrap(Trap trap) {
      return trap == null ? 0 : 1;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    List<Object> inputs = inputs();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < inputs.size(); i++) {
        trace.same("input " + i, inputs.get(i), model.predict(inputs.get(i)));
      }
    }
    Trap trap = new Trap();
    for (int i = 0; i < 30; i++) {
      trace.line("trap", model.predictTrap(i % 2 == 0 ? trap : null));
    }
    trace.expect("hostile", "calls=" + 3 * inputs.size());
    trace.expect("trap", "calls=30 rows=30 predictions=30");
  }

  private static List<Object> inputs() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    Map<String, Object> inner = new HashMap<>();
    Map<String, Object> cycle = new HashMap<>(Map.of("a", inner));
    inner.put("back", cycle);
    Map<Object, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    nullKey.put(2, "two");
    List<Object> inputs = new ArrayList<>();
    inputs.add(new double[] {1, 2, 3});
    inputs.add(null);
    inputs.add(new double[0]);
    inputs.add(new double[] {1});
    inputs.add(new double[1_000_000]);
    inputs.add(new Object[] {null, "text", new Trap()});
    inputs.add(self);
    inputs.add(cycle);
    inputs.add(nullKey);
    inputs.add("x".repeat(1_000_000));
    inputs.add("nul\0 lone\uD800 esc\u001B[31m \r\n %n%s ${jndi:ldap://x} \u202E");
    inputs.add(new double[] {Double.MAX_VALUE, -0.0, Double.MIN_VALUE});
    inputs.add(new double[] {Double.NEGATIVE_INFINITY, Double.NaN, 1e308});
    inputs.add(Trace.CANARY);
    inputs.add(Map.of("number", 1, "text", Trace.CANARY));
    inputs.add(Arrays.asList(1, "two", 3L));
    inputs.add(new double[][] {{1, 2, 3}, null, {4}});
    inputs.add(new Trap());
    inputs.add(new double[] {4, 5, 6});
    return inputs;
  }
}
