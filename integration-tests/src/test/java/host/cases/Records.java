package host.cases;

import host.Scenario;
import host.Trace;

/** Package-private records as input and output, with the score and the label apart. */
public final class Records implements Scenario {

  record Row(double length, Double width, String kind) {}

  record Verdict(double score, String label) {}

  /** Scores records. */
  static final class Model {
    Verdict predict(Row row) {
      return row.length() < 0 ? null : new Verdict(1 / (1 + row.length()), row.kind());
    }
  }

  @Override
  public void run(Trace trace) {
    Model model = new Model();
    for (int i = 0; i < 120; i++) {
      Row row = new Row(i % 10 == 9 ? -1 : i, i % 3 == 0 ? null : i / 7.0, "k" + i % 4);
      trace.line("verdict", String.valueOf(model.predict(row)));
    }
    trace.expect(
        "records",
        "calls=120 rows=120 predictions=120 captured=120 missing.length=0 missing.width=40"
            + " missing.kind=0");
  }
}
