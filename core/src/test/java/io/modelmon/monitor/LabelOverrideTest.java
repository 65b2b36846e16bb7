package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.performance.MetricName;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Several names behind one method, one of them with outputs of its own. */
class LabelOverrideTest {

  private static final int WINDOW = 10;

  private final CaptureRegistry registry = new CaptureRegistry();
  private long nanos = 1_000_000_000_000L;

  /** A name, what it always says, and what the agent calls that. */
  private record Named(ModelCapture model, ModelSchema schema, List<Object> outputs) {}

  private Named named(String name, List<String> columns, Object... outputs) {
    ModelSchema schema =
        new ModelSchema(
            List.of(new Feature("x", null, false)),
            columns.stream().map(column -> new Feature(column, null, false)).toList(),
            true,
            List.of());
    return new Named(registry.register(new ModelId(name, "1"), 0), schema, List.of(outputs));
  }

  private void predict(Named named, long id) {
    CaptureBuffer ring = named.model.open(named.schema, 1);
    int slot = ring.claim(1, nanos);
    ring.number(slot, 0, 1);
    for (int i = 0; i < named.outputs.size(); i++) {
      if (named.outputs.get(i) instanceof Number number) {
        ring.number(slot, 1 + i, number.doubleValue());
      } else {
        ring.text(slot, 1 + i, (String) named.outputs.get(i));
      }
    }
    Objects.requireNonNull(ring.keys()).id(slot, id);
    ring.publish(slot, 0, null);
    nanos += 1_000_000;
  }

  /** Serves both names until their first window is evaluated; all turn out to be bad. */
  private Monitor serve(String prediction, String ofFraud, Named fraud, Named churn) {
    String yaml =
        """
        file_format: "1"
        models:
          - name: { from: "arg[0]" }
            predict: com.acme.Registry#score
            id: "arg[1]"
            prediction: { %s }
            labels: { from: { method: com.acme.Outcomes#record, id: "arg[0]", label: "arg[1]" } }
            window: { predictions: 10 }
            performance: { min_labels: 8 }
            overrides: { fraud: { prediction: { %s } } }
        """
            .formatted(prediction, ofFraud);
    ModelmonConfig config =
        Objects.requireNonNull(ConfigParser.parse(yaml, Path.of(".")).config(), yaml);
    LabelCapture labels = registry.registerLabels(0, null);
    Monitor monitor =
        new Monitor(
            registry,
            config,
            () -> Instant.ofEpochSecond(0, 1_700_000_000_000_000_000L + nanos),
            () -> nanos,
            List::of,
            line -> {});
    for (int window = 0; window < 2; window++) {
      for (int i = 0; i < WINDOW; i++) {
        predict(fraud, 100 * window + i);
        predict(churn, 1_000 + 100 * window + i);
        for (long id : new long[] {100 * window + i, 1_000 + 100 * window + i}) {
          long ticket = labels.claim(nanos);
          labels.keys(ticket).id(LabelCapture.slot(ticket), id);
          labels.keys(ticket).label(LabelCapture.slot(ticket), "bad");
          labels.end(ticket, true);
        }
      }
      monitor.poll();
      monitor.poll();
    }
    for (int i = 0; i < WINDOW; i++) {
      predict(fraud, 200 + i);
      predict(churn, 1_200 + i);
    }
    monitor.publish();
    return monitor;
  }

  @Test
  void threshold_ofASingleName_decidesItsPredictions() {
    Monitor monitor =
        serve(
            "type: probability, positive_class: bad",
            "threshold: 0.7",
            named("fraud", List.of("prediction"), 0.6),
            named("churn", List.of("prediction"), 0.6));

    // Both say 0.6 of what turns out to be bad.
    assertThat(accuracy(monitor, "fraud")).isZero();
    assertThat(accuracy(monitor, "churn")).isOne();
  }

  @Test
  void label_ofASingleName_isItsPrediction() {
    Monitor monitor =
        serve(
            "type: probability, positive_class: bad",
            "score: return.score, label: return.label",
            named("fraud", List.of("prediction", "prediction.label"), 0.6, "good"),
            named("churn", List.of("prediction"), 0.6));

    assertThat(accuracy(monitor, "fraud")).isZero();
    assertThat(accuracy(monitor, "churn")).isOne();
  }

  @Test
  void from_ofASingleNameBesideALabel_isNotTakenForOne() {
    Monitor monitor =
        serve(
            "type: probability, positive_class: bad, score: return.score, label: return.label",
            "from: return",
            named("fraud", List.of("prediction"), 0.6),
            named("churn", List.of("prediction", "prediction.label"), 0.6, "good"));

    assertThat(accuracy(monitor, "fraud")).isOne();
    assertThat(accuracy(monitor, "churn")).isZero();
  }

  @Test
  void score_ofASingleNameBesideALabel_isKept() {
    Monitor monitor =
        serve(
            "type: probability, positive_class: bad, label: return.label",
            "score: return.score",
            named("fraud", List.of("prediction", "prediction.label"), 0.6, "bad"),
            named("churn", List.of("prediction"), "bad"));

    assertThat(value(monitor, "fraud", MetricName.BRIER)).isEqualTo(0.4 * 0.4);
    assertThat(accuracy(monitor, "churn")).isOne();
  }

  @Test
  void label_ofTheFirstNameThatIsCalled_isNoClass() {
    Monitor monitor =
        serve(
            "type: probabilities",
            "score: return.scores, label: return.label",
            named(
                "fraud",
                List.of("prediction.bad", "prediction.good", "prediction.label"),
                0.9,
                0.1,
                "good"),
            named("churn", List.of("prediction.bad", "prediction.good"), 0.9, 0.1));

    assertThat(accuracy(monitor, "fraud")).isZero();
    assertThat(accuracy(monitor, "churn")).isOne();
    // As many scores as classes: both have their loss.
    assertThat(value(monitor, "churn", MetricName.LOG_LOSS)).isPositive();
    assertThat(value(monitor, "fraud", MetricName.LOG_LOSS))
        .isEqualTo(value(monitor, "churn", MetricName.LOG_LOSS));
  }

  private static double accuracy(Monitor monitor, String name) {
    return value(monitor, name, MetricName.ACCURACY);
  }

  private static double value(Monitor monitor, String name, MetricName metric) {
    ModelSnapshot model =
        monitor.snapshot().models().stream()
            .filter(one -> one.id().name().equals(name))
            .findFirst()
            .orElseThrow();
    return LabelFixture.metric(Objects.requireNonNull(model.performance()).metrics(), metric)
        .value();
  }
}
