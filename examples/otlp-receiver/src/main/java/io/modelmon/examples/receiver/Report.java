package io.modelmon.examples.receiver;

import io.modelmon.examples.receiver.Event.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What arrived about a model, against what should have.
 *
 * @param lines the report
 * @param complete whether as much has arrived as expected
 * @param asExpected whether all of it is as expected
 */
record Report(List<String> lines, boolean complete, boolean asExpected) {

  private static final String DETECTED = "modelmon.drift.detected";
  private static final String LABELS = "modelmon.labels";

  static Report of(OtlpReceiver receiver, Expectation expected) {
    return ModelOverview.of(receiver).stream()
        .filter(model -> model.name().equals(expected.model()))
        .findFirst()
        .map(model -> of(model, labels(receiver, expected), receiver.events(DETECTED), expected))
        .orElseGet(
            () ->
                new Report(
                    List.of("FAIL nothing has arrived about model " + expected.model()),
                    false,
                    false));
  }

  private static long labels(OtlpReceiver receiver, Expectation expected) {
    return receiver.sum(
        LABELS, Map.of(ModelOverview.MODEL, expected.model(), "modelmon.outcome", "joined"));
  }

  private static Report of(
      ModelOverview model, long labels, List<Event> events, Expectation expected) {
    Checks checks = new Checks();
    checks.lines.add(TextTable.headline(model, 0).replace(" (0/s)", ""));
    model.features().forEach(feature -> checks.lines.add(TextTable.line(feature)));
    model.performance().forEach(figure -> checks.lines.add(TextTable.line(figure)));
    checks.lines.add("features that were shifted:  " + TextTable.names(expected.features()));
    checks.lines.add("features the agent named:    " + TextTable.names(named(model, false)));
    checks.lines.add("outputs that should follow:  " + TextTable.names(expected.outputs()));
    checks.lines.add("outputs the agent named:     " + TextTable.names(named(model, true)));
    checks.that("predictions counted", model.predictions(), expected.predictions());
    checks.that("calls that threw", model.errors(), 0L);
    checks.that("labels joined", labels, expected.labels());
    checks.that("features named", named(model, false), expected.features());
    checks.that("outputs named", named(model, true), expected.outputs());
    TreeMap<String, Long> once = new TreeMap<>();
    expected.features().forEach(name -> once.put(name, 1L));
    expected.outputs().forEach(name -> once.put(name, 1L));
    for (Form form : Form.values()) {
      checks.that(
          "drift events, " + form.name().toLowerCase(Locale.ROOT) + " form",
          count(events, expected.model(), form),
          once);
    }
    boolean complete =
        model.closedWindows() >= expected.windows()
            && model.predictions() >= expected.predictions()
            && labels >= expected.labels();
    if (!complete) {
      checks.lines.add(
          "FAIL windows closed: " + model.closedWindows() + " of " + expected.windows());
    }
    return new Report(List.copyOf(checks.lines), complete, complete && checks.allHold);
  }

  private static TreeSet<String> named(ModelOverview model, boolean outputs) {
    TreeSet<String> names = model.drifted();
    names.removeIf(name -> FeatureOverview.isOutput(name) != outputs);
    return names;
  }

  private static Map<String, Long> count(List<Event> events, String model, Form form) {
    Map<String, Long> counts = new TreeMap<>();
    for (Event event : events) {
      if (event.form() == form && event.attribute(ModelOverview.MODEL).equals(model)) {
        counts.merge(event.attribute(ModelOverview.FEATURE), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static final class Checks {
    private final List<String> lines = new ArrayList<>();
    private boolean allHold = true;

    void that(String what, Object found, Object expected) {
      boolean holds = found.equals(expected);
      allHold &= holds;
      lines.add(
          (holds ? "ok   " : "FAIL ") + what + ": " + found + (holds ? "" : ", not " + expected));
    }
  }
}
