package io.modelmon.export.otel;

import static io.modelmon.export.otel.OtlpReceiver.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.Explanation;
import io.modelmon.alert.Severity;
import io.modelmon.config.EventSignal;
import io.modelmon.monitor.ModelEvent;
import io.modelmon.monitor.ModelEvent.Kind;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // maps of expected keys; a null fails the test anyway
class OtelExportEventsTest {

  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @Test
  void flush_transitions_areSentOnceInBothForms() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      setup.evaluations.add(
          Fixtures.evaluation(
              Fixtures.event(Kind.DRIFT_DETECTED, "age"),
              Fixtures.event(Kind.DRIFT_RESOLVED, "income")));
      OtelExport export = setup.start();

      assertThat(export.flush(ENOUGH)).isTrue();
      assertThat(export.close(ENOUGH)).isTrue();

      assertThat(receiver.logs())
          .extracting(LogRecord::getEventName)
          .containsExactly("modelmon.drift.detected", "modelmon.drift.resolved");
      assertThat(receiver.spans()).hasSize(1);
      Span span = receiver.spans().get(0);
      assertThat(span.getEventsList())
          .extracting(Span.Event::getName)
          .containsExactly("modelmon.drift.detected", "modelmon.drift.resolved");
      assertThat(span.getName()).isEqualTo("modelmon.evaluate");
      assertThat(span.getStartTimeUnixNano()).isEqualTo(Fixtures.WINDOW_END);
      assertThat(span.getEndTimeUnixNano()).isEqualTo(Fixtures.WINDOW_END + 5_000_000);
      assertThat(span.getParentSpanId().isEmpty()).isTrue();
    }
  }

  @Test
  void flush_driftEvent_carriesTheNumbersBehindIt() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      setup.evaluations.add(Fixtures.evaluation(Fixtures.event(Kind.DRIFT_DETECTED, "age")));

      assertThat(setup.start().close(ENOUGH)).isTrue();

      Map<String, Object> expected = new TreeMap<>();
      expected.put("modelmon.model.name", "credit");
      expected.put("modelmon.model.version", "7");
      expected.put("modelmon.feature.name", "age");
      expected.put("modelmon.window.number", 4L);
      expected.put("modelmon.window.start", "2026-05-04T11:57:00Z");
      expected.put("modelmon.window.end", "2026-05-04T11:59:00Z");
      expected.put("modelmon.drift.measure", "ks");
      expected.put("modelmon.drift.statistic", 0.25);
      expected.put("modelmon.drift.p_value", 0.001);
      expected.put("modelmon.drift.noise", 0.0625);
      expected.put("modelmon.drift.n", 1000L);
      expected.put("modelmon.drift.effective_n", 800.5);
      expected.put("modelmon.drift.threshold", 0.125);
      LogRecord record = receiver.logs().get(0);
      Span span = receiver.spans().get(0);
      assertThat(plain(record.getAttributesList())).isEqualTo(expected);
      assertThat(plain(span.getEvents(0).getAttributesList())).isEqualTo(expected);
      assertThat(record.getTimeUnixNano()).isEqualTo(Fixtures.WINDOW_END);
      assertThat(span.getEvents(0).getTimeUnixNano()).isEqualTo(Fixtures.WINDOW_END);
      assertThat(record.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
      assertThat(record.getTraceId()).isEqualTo(span.getTraceId());
      assertThat(record.getSpanId()).isEqualTo(span.getSpanId());
      assertThat(record.getBody().getStringValue()).isEqualTo("credit:7 age has drifted");
    }
  }

  @Test
  void flush_manyFeaturesAtOnce_losesNone() {
    // The SDK keeps 128 events per span unless told otherwise.
    int features = 700;
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      setup.evaluations.add(
          Fixtures.evaluation(
              IntStream.range(0, features)
                  .mapToObj(i -> Fixtures.event(Kind.DRIFT_DETECTED, "f" + i))
                  .toArray(ModelEvent[]::new)));

      assertThat(setup.start().close(ENOUGH)).isTrue();

      assertThat(receiver.spans().get(0).getEventsList()).hasSize(features);
      assertThat(receiver.logs()).hasSize(features);
      assertThat(
              receiver.logs().stream()
                  .map(r -> plain(r.getAttributesList()).get("modelmon.feature.name")))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void flush_alertWithMuchEvidence_carriesEveryLine() {
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "a_long_feature_name_" + i).toList();
    List<String> evidence =
        names.stream().map(name -> name + ": mean 41.25, before 30.75, ks 0.31").toList();
    Explanation why =
        new Explanation(Explanation.Kind.DATA, "finding ".repeat(40), evidence, "look", names);
    AlertKey key = new AlertKey("credit", "7", "drift");
    AlertNotice notice =
        new AlertNotice(
                key, AlertNotice.Kind.FIRING, Severity.CRITICAL, "drift", 1, 3, List.of(), 1, 1)
            .explained(why);
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      ModelEvent event = new ModelEvent(Kind.ALERT_FIRING, 1, "", null, null, null, null, notice);
      setup.evaluations.add(Fixtures.evaluation(event));

      assertThat(setup.start().close(ENOUGH)).isTrue();

      LogRecord record = receiver.logs().get(0);
      assertThat(plain(record.getAttributesList()))
          .containsEntry("modelmon.alert.evidence", String.join("\n", evidence))
          .containsEntry("modelmon.alert.features", String.join(",", names))
          .containsEntry("modelmon.alert.finding", why.finding());
      assertThat(record.getBody().getStringValue()).endsWith(",a_long_feature_name_19");
      assertThat(plain(receiver.spans().get(0).getEvents(0).getAttributesList()))
          .isEqualTo(plain(record.getAttributesList()));
    }
  }

  @Test
  void start_logFormOnly_sendsNoSpans() {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Fixtures.Setup setup = new Fixtures.Setup().to(receiver);
      setup.signals.remove(EventSignal.SPAN);
      setup.evaluations.add(
          Fixtures.evaluation(
              new ModelEvent(Kind.VERSION_CHANGED, Fixtures.NOW_NANOS, "6 to 7", null, null)));

      assertThat(setup.start().close(ENOUGH)).isTrue();

      assertThat(receiver.attempts("/v1/traces")).isZero();
      LogRecord record = receiver.logs().get(0);
      assertThat(record.getEventName()).isEqualTo("modelmon.model.version_changed");
      assertThat(plain(record.getAttributesList()))
          .containsOnly(
              Map.entry("modelmon.model.name", "credit"),
              Map.entry("modelmon.model.version", "7"),
              Map.entry("modelmon.detail", "6 to 7"));
      assertThat(record.getTraceId().isEmpty()).isTrue();
    }
  }
}
