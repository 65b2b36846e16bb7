package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.ModelCapture;
import io.modelmon.capture.SlotKeys;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service in which nothing is wrong, from rows: some 600 calls an hour, of which seven in ten get
 * a label, most within hours. Load, durations and errors move from hour to hour with a correlation
 * of 0.9; rows do not depend on each other. The reference holds labels, so that performance is
 * estimated as well.
 */
final class LabelledService {

  /** What is predicted. */
  enum Task {
    PROBABILITY("{ type: probability, positive_class: bad }", TaskType.PROBABILITY),
    LABEL("{ type: label }", TaskType.LABEL),
    NUMBER("{ type: number }", TaskType.NUMBER);

    private final String yaml;
    private final TaskType type;

    Task(String yaml, TaskType type) {
      this.yaml = yaml;
      this.type = type;
    }
  }

  static final int HOUR = 600;
  private static final int TRAINING = 20_000;
  private static final int POLL = 100;
  private static final double HOUR_NANOS = 3.6e12;
  private static final double CORRELATION = 0.9;
  private static final double LABELLED = 0.7;
  private static final double DELAY_HOURS = 2;
  private static final double ERRORS = 0.005;
  private static final double MEDIAN_NANOS = 2e6;
  private static final int SLOTS = 256;
  private static final String[] LEVELS = {"a", "b", "c", "d", "e"};
  private static final String[] CLASSES = {"low", "mid", "high"};
  private static final List<Feature> FEATURES =
      List.of("x0", "x1", "x2", "x3", "c0", "c1").stream()
          .map(name -> new Feature(name, null, false))
          .toList();
  private static final Feature OUTPUT = new Feature("prediction", null, false);

  /** A row with its prediction and what turns out to be true. */
  private static final class Row {
    final double[] numbers = new double[FEATURES.size() + 1];
    final @Nullable String[] texts = new @Nullable String[FEATURES.size() + 1];
    String label = "";
  }

  private record Due(long id, String label) {}

  private final Task task;
  private final SplittableRandom random;
  private final Monitor monitor;
  private final LabelCapture labels;
  private final CaptureBuffer ring;
  private final List<ArrayDeque<Due>> due = new ArrayList<>();
  private final double[] levels = new double[3];
  private final Row row = new Row();
  private final Map<String, Integer> told = new TreeMap<>();
  private long nanos = 1_000_000_000_000L;
  private long hour;
  private long nextId;
  private int slot;
  private double harder = 1;

  /** Creates a service that has served nothing, with standard rules and some of its own. */
  LabelledService(Task task, long seed, String rules, Path folder) throws IOException {
    this.task = task;
    this.random = new SplittableRandom(seed);
    Path file = folder.resolve(task + "-" + seed + ".profile");
    ProfileCodec.write(train(), file);
    String yaml =
        """
        file_format: "1"
        models:
          - name: credit
            version: "1"
            predict: com.acme.Credit#predict
            id: "arg[1]"
            labels: { from: { method: com.acme.Outcomes#record, id: "arg[0]", label: "arg[1]" } }
            prediction: %s
            reference: { file: '%s' }
            alerts: [%s]
        """
            .formatted(task.yaml, file, rules);
    ModelmonConfig config =
        Objects.requireNonNull(ConfigParser.parse(yaml, Path.of(".")).config(), yaml);
    CaptureRegistry registry = new CaptureRegistry();
    ModelCapture model = registry.register(new ModelId("credit", "1"), 0);
    labels = registry.registerLabels(0, model);
    ring = model.open(new ModelSchema(FEATURES, List.of(OUTPUT), true, List.of()), 1);
    monitor =
        new Monitor(
            registry,
            config,
            () -> Instant.ofEpochSecond(0, 1_700_000_000_000_000_000L + nanos),
            () -> nanos,
            List::of,
            line -> told.merge("log", 1, Integer::sum));
    monitor.tellAlertsTo(this::count);
    for (int i = 0; i < SLOTS; i++) {
      due.add(new ArrayDeque<>());
    }
    for (int i = 0; i < levels.length; i++) {
      levels[i] = random.nextGaussian();
    }
  }

  private void count(List<AlertNotice> notices) {
    for (AlertNotice notice : notices) {
      if (notice.kind() == AlertNotice.Kind.FIRING) {
        told.merge("alert " + notice.key().rule(), 1, Integer::sum);
      }
    }
  }

  private ReferenceProfile train() {
    List<Feature> columns = new ArrayList<>(FEATURES);
    columns.add(OUTPUT);
    List<Row> rows = new ArrayList<>();
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    for (int i = 0; i < TRAINING; i++) {
      Row made = new Row();
      fill(made);
      rows.add(made);
      builder.observe(made.numbers, made.texts);
    }
    builder.freeze();
    rows.forEach(made -> builder.count(made.numbers, made.texts));
    ReferenceProfile profile = builder.build(new ModelId("credit", "1"), Instant.EPOCH);
    PredictionConfig config =
        new PredictionConfig(
            null, null, null, task.type, List.of(), task == Task.PROBABILITY ? "bad" : null, 0.5);
    List<String> names = columns.stream().map(Feature::name).toList();
    TrainingOutcomes training = new TrainingOutcomes(config, List.of(), profile, names);
    for (Row made : rows) {
      double predicted = made.numbers[FEATURES.size()];
      training.add(
          made.numbers,
          made.texts,
          task == Task.PROBABILITY ? new double[] {predicted} : new double[0],
          task == Task.PROBABILITY
              ? null
              : task == Task.LABEL ? made.texts[FEATURES.size()] : Double.toString(predicted),
          made.label);
    }
    return profile.with(Objects.requireNonNull(training.build()));
  }

  private void fill(Row into) {
    double[] x = into.numbers;
    x[0] = random.nextGaussian();
    x[1] = random.nextGaussian();
    x[2] = Math.exp(random.nextGaussian());
    x[3] = Math.rint(3 * random.nextGaussian());
    x[4] = Double.NaN;
    x[5] = Double.NaN;
    into.texts[4] = LEVELS[Math.min(random.nextInt(7), 4)];
    into.texts[5] = random.nextInt(100) < 3 ? null : LEVELS[random.nextInt(3)];
    int output = FEATURES.size();
    double score = x[0] + 0.5 * x[1] - 0.2 * x[3] - 1;
    switch (task) {
      case PROBABILITY -> {
        // Scores are somewhat too sure of themselves, as they are.
        x[output] = logistic(1.3 * score);
        into.label = random.nextDouble() < logistic(score / harder) ? "bad" : "good";
      }
      case LABEL -> {
        int made = score < -1.5 ? 0 : score < 0 ? 1 : 2;
        x[output] = Double.NaN;
        into.texts[output] = CLASSES[made];
        boolean wrong = random.nextDouble() < harder * (x[1] > 0 ? 0.15 : 0.08);
        into.label = CLASSES[wrong ? (made + 1 + random.nextInt(2)) % CLASSES.length : made];
      }
      case NUMBER -> {
        x[output] = 10 + 3 * score;
        double spread = harder * (x[1] > 0 ? 2 : 1);
        into.label = Double.toString(x[output] + spread * random.nextGaussian());
      }
    }
  }

  private static double logistic(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** From the next row on, predictions are worse by a factor. */
  void worsen(double factor) {
    harder = factor;
  }

  /** Serves so many hours. */
  void serve(int hours) {
    for (int i = 0; i < hours; i++) {
      for (int level = 0; level < levels.length; level++) {
        levels[level] =
            CORRELATION * levels[level]
                + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
      }
      serveHour();
    }
  }

  private void serveHour() {
    hour++;
    double gap = HOUR_NANOS / (HOUR * Math.exp(0.2 * levels[0]));
    long end = 1_000_000_000_000L + (long) (hour * HOUR_NANOS);
    for (int calls = 1; nanos < end; calls++) {
      call();
      nanos += (long) (-gap * Math.log(1 - random.nextDouble()));
      if (calls % POLL == 0) {
        deliver();
        poll();
      }
    }
    deliver();
    poll();
  }

  private void call() {
    fill(row);
    long id = nextId++;
    int claimed = ring.claim(1, nanos);
    boolean failed = random.nextDouble() < ERRORS * Math.exp(0.3 * levels[2]);
    int columns = failed ? FEATURES.size() : FEATURES.size() + 1;
    for (int i = 0; i < columns; i++) {
      String text = row.texts[i];
      if (text != null) {
        ring.text(claimed, i, text);
      } else {
        ring.number(claimed, i, row.numbers[i]);
      }
    }
    Objects.requireNonNull(ring.keys()).id(claimed, id);
    double duration = MEDIAN_NANOS * Math.exp(0.15 * levels[1] + 0.5 * random.nextGaussian());
    ring.publish(claimed, (long) duration, failed ? "java.io.IOException" : null);
    if (!failed && random.nextDouble() < LABELLED) {
      double hours = -DELAY_HOURS * Math.log(1 - random.nextDouble());
      int later = 1 + (int) Math.min(SLOTS - 2, 6 * hours);
      due.get((slot + later) % SLOTS).add(new Due(id, row.label));
    }
  }

  /** Brings the labels of the next sixth of an hour. */
  private void deliver() {
    slot = (slot + 1) % SLOTS;
    ArrayDeque<Due> now = due.get(slot);
    int brought = 0;
    for (Due next = now.poll(); next != null; next = now.poll()) {
      long ticket = labels.claim(nanos);
      SlotKeys keys = labels.keys(ticket);
      int place = LabelCapture.slot(ticket);
      keys.id(place, next.id());
      if (task == Task.NUMBER) {
        keys.label(place, Double.parseDouble(next.label()));
      } else {
        keys.label(place, next.label());
      }
      labels.end(ticket, true);
      if (++brought % POLL == 0) {
        poll();
      }
    }
  }

  private void poll() {
    monitor.poll();
    for (Evaluation next = monitor.pollEvaluation();
        next != null;
        next = monitor.pollEvaluation()) {
      for (ModelEvent event : next.events()) {
        String name = event.kind().name();
        if (name.endsWith("_DETECTED")) {
          ConceptDrift concept = event.concept();
          told.merge(
              "event " + name + (concept == null ? "" : " " + concept.detector()), 1, Integer::sum);
        }
      }
    }
  }

  /** Returns what was told so far: alerts by rule, findings by kind, lines of the log. */
  Map<String, Integer> told() {
    return Map.copyOf(told);
  }

  /** Returns the newest state of the model. */
  ModelSnapshot model() {
    monitor.publish();
    return monitor.snapshot().models().get(0);
  }
}
