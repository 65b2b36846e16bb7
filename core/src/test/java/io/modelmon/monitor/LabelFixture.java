package io.modelmon.monitor;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.ModelCapture;
import io.modelmon.capture.SlotKeys;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model with ids and labels on a clock that tests move, fed through real rings. */
final class LabelFixture {

  private static final String START =
      """
      file_format: "1"
      models:
        - name: credit
          predict: com.acme.Credit#predict
          id: "arg[1]"
          quality: off
      """;
  private static final String LABELS =
      "from: { method: com.acme.Outcomes#record, id: \"arg[0]\", label: \"arg[1]\" }";

  final CaptureRegistry registry = new CaptureRegistry();
  final List<ModelEvent> events = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final LabelCapture labels;
  final Monitor monitor;
  private final ModelConfig config;
  private final ModelCapture model;
  private final ModelSchema schema;
  long nanos = 1_000_000_000_000L;

  /**
   * Creates a model.
   *
   * @param policy what is to be under {@code labels} beside a rule, or empty
   * @param rest further keys of the model
   */
  LabelFixture(String policy, String rest, String... outputs) {
    String drift = rest.contains("drift:") ? "" : "drift: off\n";
    String yaml = START + (drift + "labels: { " + LABELS + policy + " }\n" + rest).indent(4);
    ModelmonConfig parsed = ConfigParser.parse(yaml, Path.of(".")).config();
    ModelmonConfig settings = Objects.requireNonNull(parsed, yaml);
    config = settings.models().get(0);
    model = registry.register(new ModelId("credit", "1"), 0);
    labels = registry.registerLabels(0, model);
    schema =
        new ModelSchema(
            List.of(new Feature("x", null, false)),
            List.of(outputs).stream().map(name -> new Feature(name, null, false)).toList(),
            true,
            List.copyOf(config.labels().segments().keySet()));
    monitor =
        new Monitor(
            registry,
            settings,
            () -> Instant.ofEpochSecond(0, 1_700_000_000_000_000_000L + nanos),
            () -> nanos,
            List::of,
            log::add);
  }

  /** A model of a probability with windows of ten. */
  static LabelFixture probability() {
    return new LabelFixture("", PROBABILITY, "prediction");
  }

  static final String PROBABILITY =
      """
      prediction: { type: probability, positive_class: bad }
      window: { predictions: 10 }
      performance: { min_labels: 8 }
      """;

  /** Predicts, with outputs that are numbers or texts. */
  void predict(long id, Object... outputs) {
    predictIn(null, id, outputs);
  }

  void predictIn(@Nullable String segment, long id, Object... outputs) {
    predict(segment, (double) id, id, outputs);
  }

  /** Predicts with a feature of its own. */
  void predictAt(double x, long id, Object... outputs) {
    predict(null, x, id, outputs);
  }

  private void predict(@Nullable String segment, double x, long id, Object... outputs) {
    CaptureBuffer ring = model.open(schema, 1);
    SlotKeys keys = Objects.requireNonNull(ring.keys());
    int slot = ring.claim(1, nanos);
    ring.number(slot, 0, x);
    keys.id(slot, id);
    if (segment != null) {
      keys.segment(slot, 0, segment);
    }
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i] instanceof Number number) {
        ring.number(slot, 1 + i, number.doubleValue());
      } else {
        ring.text(slot, 1 + i, (String) outputs[i]);
      }
    }
    ring.publish(slot, 0, null);
    nanos += 1_000_000;
  }

  /** Begins a prediction that is not handed over yet; returns its slot. */
  int begin(long id, double score) {
    CaptureBuffer ring = model.open(schema, 1);
    int slot = ring.claim(1, nanos);
    ring.number(slot, 0, 0);
    ring.number(slot, 1, score);
    Objects.requireNonNull(ring.keys()).id(slot, id);
    return slot;
  }

  /** Hands over a prediction that has begun. */
  void finish(int slot) {
    model.open(schema, 1).publish(slot, 0, null);
  }

  /** Brings a label. */
  void label(Object id, Object label) {
    long ticket = labels.claim(nanos);
    SlotKeys keys = labels.keys(ticket);
    int slot = LabelCapture.slot(ticket);
    if (id instanceof Long number) {
      keys.id(slot, number);
    } else {
      keys.id(slot, (String) id);
    }
    if (label instanceof Number number) {
      keys.label(slot, number.doubleValue());
    } else {
      keys.label(slot, (String) label);
    }
    labels.end(ticket, true);
    nanos += 1_000_000;
  }

  void advance(Duration duration) {
    nanos += duration.toNanos();
    poll();
  }

  void poll() {
    monitor.poll();
    for (Evaluation next = monitor.pollEvaluation();
        next != null;
        next = monitor.pollEvaluation()) {
      events.addAll(next.events());
    }
  }

  LabelSnapshot labelSnapshot() {
    monitor.publish();
    return monitor.snapshot().labels().get(0);
  }

  long count(String outcome) {
    return labelSnapshot().labels().getOrDefault(outcome, 0L);
  }

  @Nullable PerformanceSnapshot performance() {
    poll();
    monitor.publish();
    return monitor.snapshot().models().get(0).performance();
  }

  /** Returns a metric of the newest evaluated window. */
  PerformanceMetric metric(MetricName name) {
    PerformanceSnapshot performance = Objects.requireNonNull(performance(), "not evaluated");
    return metric(performance.metrics(), name);
  }

  static PerformanceMetric metric(List<PerformanceMetric> metrics, MetricName name) {
    return metrics.stream().filter(metric -> metric.name() == name).findFirst().orElseThrow();
  }
}
