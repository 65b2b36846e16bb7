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

/** Several names behind one method, one of them with a threshold of its own. */
class LabelOverrideTest {

  private static final int WINDOW = 10;
  private static final ModelSchema SCHEMA =
      new ModelSchema(
          List.of(new Feature("x", null, false)),
          List.of(new Feature("prediction", null, false)),
          true,
          List.of());

  private final CaptureRegistry registry = new CaptureRegistry();
  private long nanos = 1_000_000_000_000L;

  private void predict(ModelCapture model, long id) {
    CaptureBuffer ring = model.open(SCHEMA, 1);
    int slot = ring.claim(1, nanos);
    ring.number(slot, 0, 1);
    ring.number(slot, 1, 0.6);
    Objects.requireNonNull(ring.keys()).id(slot, id);
    ring.publish(slot, 0, null);
    nanos += 1_000_000;
  }

  @Test
  void threshold_ofASingleName_decidesItsPredictions() {
    ModelmonConfig config =
        Objects.requireNonNull(
            ConfigParser.parse(
                    """
                    file_format: "1"
                    models:
                      - name: { from: "arg[0]" }
                        predict: com.acme.Registry#score
                        id: "arg[1]"
                        prediction: { type: probability, positive_class: bad }
                        labels: { from: { method: com.acme.Outcomes#record, id: "arg[0]", label: "arg[1]" } }
                        window: { predictions: 10 }
                        performance: { min_labels: 8 }
                        overrides: { fraud: { prediction: { threshold: 0.7 } } }
                    """,
                    Path.of("."))
                .config());
    ModelCapture fraud = registry.register(new ModelId("fraud", "1"), 0);
    ModelCapture churn = registry.register(new ModelId("churn", "1"), 0);
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

    // Both say 0.6 of what turns out to be bad.
    assertThat(accuracy(monitor, "fraud")).isZero();
    assertThat(accuracy(monitor, "churn")).isOne();
  }

  private static double accuracy(Monitor monitor, String name) {
    ModelSnapshot model =
        monitor.snapshot().models().stream()
            .filter(one -> one.id().name().equals(name))
            .findFirst()
            .orElseThrow();
    return LabelFixture.metric(
            Objects.requireNonNull(model.performance()).metrics(), MetricName.ACCURACY)
        .value();
  }
}
