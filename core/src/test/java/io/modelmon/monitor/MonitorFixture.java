package io.modelmon.monitor;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.AlertsConfig;
import io.modelmon.config.Detail;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.EventSignal;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelName;
import io.modelmon.config.ModelVersion;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.config.QualityConfig;
import io.modelmon.config.ReferenceConfig;
import io.modelmon.config.WindowConfig;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A monitor on a clock that tests move, fed through real rings. */
final class MonitorFixture {

  static final WindowConfig WINDOW_500 = new WindowConfig(500, Duration.ZERO, null);

  final CaptureRegistry registry = new CaptureRegistry();
  final List<String> log = new ArrayList<>();
  final List<Evaluation> evaluations = new ArrayList<>();
  List<RuleStatus> rules = List.of();
  long nanos = 1_000_000_000_000L;
  final Monitor monitor;

  private MonitorFixture(ModelmonConfig config) {
    monitor =
        new Monitor(
            registry,
            config,
            () -> Instant.ofEpochSecond(0, 1_700_000_000_000_000_000L + nanos),
            () -> nanos,
            () -> rules,
            log::add);
  }

  /** The settings that tests vary. */
  static final class Settings {
    WindowConfig window = WINDOW_500;
    DriftConfig drift = DriftConfig.DEFAULT;
    QualityConfig quality = QualityConfig.DEFAULT;
    ReferenceConfig reference = ReferenceConfig.NONE;
    FeaturesConfig features = FeaturesConfig.DEFAULT;
    Detail detail = Detail.FULL;
    AlertsConfig alerts = AlertsConfig.NONE;
    Path base = Path.of(".");

    Settings window(long predictions, Duration minAge, @Nullable Duration maxAge) {
      window = new WindowConfig(predictions, minAge, maxAge);
      return this;
    }

    Settings drift(Map<String, DriftConfig.FeatureDrift> exceptions) {
      drift = new DriftConfig(true, 0.01, 0.05, 2, exceptions);
      return this;
    }

    Settings learn(long rows, @Nullable String save) {
      reference = new ReferenceConfig(null, rows, save);
      return this;
    }

    Settings file(Path base, String file) {
      this.base = base;
      reference = new ReferenceConfig(file, 0, null);
      return this;
    }

    ModelConfig model() {
      return new ModelConfig(
              new ModelName("credit", null, Set.of(), 1),
              ModelVersion.UNKNOWN,
              List.of(),
              features,
              PredictionConfig.DEFAULT,
              reference,
              window,
              drift,
              quality,
              detail,
              Map.of(),
              1)
          .with(alerts);
    }

    MonitorFixture start() {
      return new MonitorFixture(
          new ModelmonConfig(List.of(model()), Set.of(EventSignal.LOG), base));
    }
  }

  static Settings settings() {
    return new Settings();
  }

  static Feature feature(String name) {
    return new Feature(name, null, false);
  }

  /** One model's writer. */
  final class Writer {
    final ModelCapture capture;
    final CaptureBuffer ring;

    private Writer(ModelId id, ModelSchema schema) {
      capture = registry.register(id, 0);
      ring = capture.open(schema, 1);
    }

    /** Makes a call of rows of numbers or texts, and polls. */
    void call(@Nullable String errorType, Object[]... rows) {
      publish(errorType, rows);
      poll();
    }

    /** Makes a call without polling. */
    void publish(@Nullable String errorType, Object[]... rows) {
      int lead = ring.claim(rows.length, nanos);
      int slot = lead;
      for (int held = 0; held < ring.capturedRows(lead); held++) {
        Object[] row = rows[ring.sourceRow(lead, held)];
        for (int column = 0; column < row.length; column++) {
          if (row[column] instanceof Number number) {
            ring.number(slot, column, number.doubleValue());
          } else {
            ring.text(slot, column, (String) row[column]);
          }
        }
        slot = ring.next(slot);
      }
      ring.publish(lead, 1_500, errorType);
    }
  }

  Writer writer(String version, List<Feature> features, List<Feature> outputs) {
    return writer(version, new ModelSchema(features, outputs));
  }

  Writer writer(String version, ModelSchema schema) {
    return new Writer(new ModelId("credit", version), schema);
  }

  /** A model whose calls have one value of each segment. */
  Writer writer(List<Feature> features, List<Feature> outputs, List<String> segments) {
    return new Writer(
        new ModelId("credit", "1"), new ModelSchema(features, outputs, true, segments));
  }

  /** A model with features x and c and an output. */
  Writer writer() {
    return writer("1", List.of(feature("x"), feature("c")), List.of(feature("prediction")));
  }

  void poll() {
    monitor.poll();
    collect();
  }

  void advance(Duration duration) {
    nanos += duration.toNanos();
    poll();
  }

  private void collect() {
    for (Evaluation next = monitor.pollEvaluation();
        next != null;
        next = monitor.pollEvaluation()) {
      evaluations.add(next);
    }
  }

  /** Returns the newest state of the only model, or of the first. */
  ModelSnapshot model() {
    return model(0);
  }

  ModelSnapshot model(int index) {
    monitor.publish();
    collect();
    return monitor.snapshot().models().get(index);
  }

  WindowSnapshot window() {
    WindowSnapshot window = model().lastWindow();
    if (window == null) {
      throw new AssertionError("no window has been closed");
    }
    return window;
  }

  /** Returns all events about data quality so far as "kind feature rule". */
  List<String> qualityEvents() {
    List<String> events = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      for (ModelEvent event : evaluation.events()) {
        FeatureQuality quality = event.quality();
        if (quality != null) {
          String rule = quality.result().rule().attribute();
          events.add(event.kind() + " " + quality.feature() + " " + rule);
        }
      }
    }
    return events;
  }

  /** Returns all other events so far as "kind feature measure". */
  List<String> events() {
    List<String> events = new ArrayList<>();
    for (Evaluation evaluation : evaluations) {
      for (ModelEvent event : evaluation.events()) {
        if (event.quality() != null) {
          continue;
        }
        FeatureDrift drift = event.drift();
        events.add(
            event.kind()
                + (drift == null ? "" : " " + drift.feature() + " " + drift.primary().name()));
      }
    }
    return events;
  }
}
