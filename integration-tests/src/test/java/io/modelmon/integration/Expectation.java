package io.modelmon.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.examples.receiver.OtlpReceiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/**
 * What a host says it has asked of one model.
 *
 * @param model the model's name
 * @param version its version, or empty when it does not matter
 * @param counts counts by name: {@code calls}, {@code rows}, {@code predictions}, {@code captured},
 *     {@code errors.<class name>}, {@code missing.<feature>}, {@code invalid.<feature>}
 */
record Expectation(String model, String version, Map<String, Long> counts) {

  private static final String MARK = "#expect ";

  /** Copies the counts. */
  Expectation {
    counts = Map.copyOf(counts);
  }

  /** Returns the expectations in a host's output. */
  static List<Expectation> in(List<String> stdout) {
    return stdout.stream().filter(line -> line.startsWith(MARK)).map(Expectation::parse).toList();
  }

  private static Expectation parse(String line) {
    String[] words = line.substring(MARK.length()).split(" ", -1);
    String[] model = words[0].split("@", 2);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].lastIndexOf('=');
      counts.put(words[i].substring(0, equals), Long.valueOf(words[i].substring(equals + 1)));
    }
    return new Expectation(model[0], model.length > 1 ? model[1] : "", counts);
  }

  /** Asserts that a collector has received exactly this, once the host has ended. */
  void assertReportedTo(OtlpReceiver receiver) {
    SoftAssertions softly = new SoftAssertions();
    counts.forEach(
        (name, expected) ->
            softly
                .assertThat(reported(name, receiver))
                .as("%s %s", model, name)
                .isEqualTo(expected));
    softly
        .assertThat(receiver.sum("modelmon.predict.duration", series()))
        .as("%s durations against calls by outcome", model)
        .isEqualTo(receiver.sum("modelmon.agent.calls", series()));
    softly.assertAll();
  }

  /** Asserts that more rows than none were lost to a full ring, and are accounted for. */
  void assertRowsDropped(OtlpReceiver receiver) {
    long rows = receiver.sum("modelmon.agent.rows", series());
    long captured = receiver.sum("modelmon.agent.rows", series("modelmon.outcome", "captured"));
    assertThat(captured).as("%s captured rows", model).isPositive().isLessThan(rows);
  }

  private long reported(String name, OtlpReceiver receiver) {
    int dot = name.indexOf('.');
    String rest = name.substring(dot + 1);
    return switch (dot < 0 ? name : name.substring(0, dot)) {
      case "calls" -> receiver.sum("modelmon.agent.calls", series());
      case "rows" -> receiver.sum("modelmon.agent.rows", series());
      case "predictions" -> receiver.sum("modelmon.predictions", series());
      case "captured" ->
          receiver.sum("modelmon.agent.calls", series("modelmon.outcome", "captured"));
      case "errors" -> receiver.sum("modelmon.predict.duration", series("error.type", rest));
      case "missing" ->
          receiver.sum("modelmon.feature.missing", series("modelmon.feature.name", rest));
      case "invalid" ->
          receiver.sum("modelmon.feature.invalid", series("modelmon.feature.name", rest));
      default -> throw new IllegalArgumentException("unknown count " + name);
    };
  }

  private Map<String, String> series(String... further) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("modelmon.model.name", model);
    if (!version.isEmpty()) {
      attributes.put("modelmon.model.version", version);
    }
    for (int i = 0; i < further.length; i += 2) {
      attributes.put(further[i], further[i + 1]);
    }
    return attributes;
  }
}
