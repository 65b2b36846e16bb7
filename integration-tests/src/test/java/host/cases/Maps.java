package host.cases;

import host.Scenario;
import host.Trace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps as inputs: values of several kinds, absent keys, nulls, and a map used again. */
public final class Maps implements Scenario {

  /** Answers with a map, and empties the one it was given. */
  static final class Model {
    Map<String, Object> predict(Map<String, Object> input) {
      Map<String, Object> result = new LinkedHashMap<>();
      Object age = input.get("age");
      result.put("score", age instanceof Number number ? number.doubleValue() / 100 : 0.5);
      result.put("label", "a".equals(input.get("purpose")) ? "bad" : "good");
      input.clear();
      return result;
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    Map<String, Object> input = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      input.put("age", i % 3 == 0 ? (Number) i : (Number) (i / 2.0));
      input.put("amount", i % 10 == 0 ? null : Long.valueOf(i));
      if (i % 4 != 0) {
        input.put("purpose", i % 2 == 0 ? "a" : Trace.CANARY);
      }
      trace.line("result", model.predict(input));
      trace.line("left", input);
    }
    trace.expect(
        "maps",
        "calls=300 rows=300 predictions=300 captured=300"
            + " missing.age=0 missing.amount=30 missing.purpose=75");
  }
}
