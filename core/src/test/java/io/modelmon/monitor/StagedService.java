package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.Explanation;
import io.modelmon.alert.feedback.RulePrecision;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.ModelCapture;
import io.modelmon.capture.SlotKeys;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.ParsedConfig;
import io.modelmon.config.PredictionConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A simulated service with labels in which incidents can be staged: a logistic law of two numbers,
 * a model that knows it, and a category that means nothing.
 */
final class StagedService {

  static final int WINDOW = 500;
  private static final int TRAINING_ROWS = 6_000;
  private static final long CALL_NANOS = 20_000_000L;
  private static final List<Feature> FEATURES =
      List.of(
          new Feature("income", null, false),
          new Feature("age", null, false),
          new Feature("channel", null, false));
  private static final List<Feature> OUTPUTS = List.of(new Feature("prediction", null, false));

  private static final String MODEL =
      """
        - name: NAME
          predict: com.acme.Credit#predict
          id: "arg[1]"
          labels: { from: { method: com.acme.Outcomes#record, id: "arg[0]", label: "arg[1]" } }
          prediction: { type: probability, positive_class: "1" }
          reference: { file: credit.profile }
          window: { predictions: 500 }
          performance: { min_labels: 100 }
          alerts:
            - { name: drift, when: "drift.count > 0" }
            - { name: accuracy, when: "performance.accuracy < 0.75" }
            - { name: latency, when: "latency.p99 > 50ms for 2" }
            - { name: errors, when: "error.rate > 10%" }
            - { name: promised, when: "performance.accuracy < PROMISED" }
      """;

  private final Random random;
  private final CaptureRegistry registry = new CaptureRegistry();
  private final Map<ModelId, ModelCapture> models = new HashMap<>();
  private final Map<String, LabelCapture> labels = new HashMap<>();
  private final List<String> names;
  private final Path folder;
  private final boolean labelled;
  private final boolean overfitted;
  private final Monitor monitor;
  final List<AlertNotice> notices = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  private long nanos = 1_000_000_000_000L;
  private long nextId;
  private long cpuWaitNanos;
  private long hostBusy;
  private long processNanos;

  /** What tests stage. */
  double shift;

  double missing;
  boolean lawChanged;
  String version = "1";
  double cpuWait = 0.02;
  long durationNanos = 5_000_000L;
  @Nullable String errorType;
  double errorShare = 1;

  /** A service whose reference has no labels. */
  StagedService(long seed, Path folder, String... names) throws IOException {
    this(seed, folder, false, false, names);
  }

  /**
   * Creates a service.
   *
   * @param labelled whether the reference has labels
   * @param overfitted whether the model was right on all of them
   */
  StagedService(long seed, Path folder, boolean labelled, boolean overfitted, String... names)
      throws IOException {
    random = new Random(seed);
    this.names = List.of(names);
    this.folder = folder;
    this.labelled = labelled;
    this.overfitted = overfitted;
    train(folder.resolve("credit.profile"));
    monitor =
        new Monitor(
            registry,
            monitored(),
            () -> Instant.ofEpochSecond(0, 1_700_000_000_000_000_000L + nanos),
            () -> nanos,
            List::of,
            log::add);
    monitor.watchEnvironment(this::counters);
    monitor.tellAlertsTo(notices::addAll);
  }

  private ModelmonConfig monitored() {
    StringBuilder yaml = new StringBuilder("file_format: \"1\"\nmodels:\n");
    for (String name : names) {
      yaml.append(MODEL.replace("NAME", name).replace("PROMISED", overfitted ? "0.95" : "0.1"));
    }
    ParsedConfig parsed = ConfigParser.parse(yaml.toString(), folder);
    return Objects.requireNonNull(parsed.config(), () -> parsed.problems().toString());
  }

  void raise(List<RulePrecision> precisions) {
    monitor.raiseThresholds(precisions);
  }

  private EnvironmentCounters counters() {
    return new EnvironmentCounters(
        nanos, 2, processNanos, hostBusy, nanos, cpuWaitNanos, -1, -1, -1, -1);
  }

  private void train(Path file) throws IOException {
    List<double[]> numbers = new ArrayList<>();
    List<@Nullable String[]> texts = new ArrayList<>();
    for (int i = 0; i < TRAINING_ROWS; i++) {
      double income = random.nextGaussian();
      double age = random.nextGaussian();
      numbers.add(new double[] {income, age, Double.NaN, probability(2 * income - 1.5 * age)});
      texts.add(new @Nullable String[] {null, null, channel(), null});
    }
    List<Feature> columns = new ArrayList<>(FEATURES);
    columns.addAll(OUTPUTS);
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    for (int i = 0; i < TRAINING_ROWS; i++) {
      builder.observe(numbers.get(i), texts.get(i));
    }
    builder.freeze();
    for (int i = 0; i < TRAINING_ROWS; i++) {
      builder.count(numbers.get(i), texts.get(i));
    }
    ReferenceProfile profile = builder.build(new ModelId("credit", "1"), Instant.EPOCH);
    if (labelled) {
      profile = profile.with(performance(profile, numbers, texts));
    }
    ProfileCodec.write(profile, file);
  }

  /** How good the model was on these rows; one that was fitted to them is right on all. */
  private TrainingPerformance performance(
      ReferenceProfile profile, List<double[]> numbers, List<@Nullable String[]> texts) {
    PredictionConfig config = monitored().models().get(0).prediction();
    TrainingOutcomes outcomes =
        new TrainingOutcomes(
            config, List.of(), profile, List.of("income", "age", "channel", "prediction"));
    for (int i = 0; i < numbers.size(); i++) {
      double score = numbers.get(i)[3];
      boolean bad = overfitted ? score >= 0.5 : random.nextDouble() < score;
      outcomes.add(numbers.get(i), texts.get(i), new double[] {score}, null, bad ? "1" : "0");
    }
    return Objects.requireNonNull(outcomes.build());
  }

  private String channel() {
    return random.nextInt(3) == 0 ? "app" : "web";
  }

  private static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /** Serves windows of all models, every call with its label. */
  void serve(int windows) {
    for (int call = 0; call < windows * WINDOW; call++) {
      for (int i = 0; i < names.size(); i++) {
        call(i);
      }
      nanos += CALL_NANOS;
      cpuWaitNanos += (long) (CALL_NANOS * cpuWait * (0.9 + 0.2 * random.nextDouble()));
      hostBusy += (long) (CALL_NANOS * Math.min(1, 0.3 + cpuWait));
      processNanos += CALL_NANOS / 10;
      if (call % 100 == 99) {
        poll();
      }
    }
  }

  private void call(int index) {
    // Moved along the line on which the law stays the same.
    double income = random.nextGaussian() + 0.75 * shift;
    double age = random.nextGaussian() + shift;
    double seen = random.nextDouble() < missing ? Double.NaN : income;
    double known = Double.isNaN(seen) ? 0 : seen;
    double sign = version.equals("2") ? 1 : -1;
    boolean thrown = errorType != null && random.nextDouble() < errorShare;
    long id = nextId++;
    ModelCapture model = model(index);
    CaptureBuffer ring = model.open(schema(), 1);
    SlotKeys keys = Objects.requireNonNull(ring.keys());
    int slot = ring.claim(1, nanos);
    ring.number(slot, 0, seen);
    ring.number(slot, 1, age);
    ring.text(slot, 2, channel());
    ring.number(slot, 3, probability(2 * known + sign * 1.5 * age));
    keys.id(slot, id);
    long jitter = (long) (durationNanos * 0.1 * random.nextDouble());
    ring.publish(slot, durationNanos + jitter, thrown ? errorType : null);
    double law = lawChanged ? -1.5 * income - 1.5 * age : 2 * income - 1.5 * age;
    label(index, id, random.nextDouble() < probability(law) ? 1 : 0);
  }

  private static ModelSchema schema() {
    return new ModelSchema(FEATURES, OUTPUTS, true, List.of());
  }

  private ModelCapture model(int index) {
    return models.computeIfAbsent(
        new ModelId(names.get(index), version), id -> registry.register(id, index));
  }

  private void label(int index, long id, double value) {
    LabelCapture capture =
        labels.computeIfAbsent(
            names.get(index), name -> registry.registerLabels(index, model(index)));
    long ticket = capture.claim(nanos + 1_000_000);
    SlotKeys keys = capture.keys(ticket);
    int slot = LabelCapture.slot(ticket);
    keys.id(slot, id);
    keys.label(slot, value);
    capture.end(ticket, true);
  }

  private void poll() {
    monitor.poll();
    while (monitor.pollEvaluation() != null) {
      // What is told is in the notices already.
    }
  }

  /** Returns why rules fired, in order, as "rule: explanation". */
  List<String> findings() {
    return notices.stream()
        .filter(notice -> notice.kind() == AlertNotice.Kind.FIRING)
        .map(notice -> notice.key().rule() + ": " + finding(notice.explanation()))
        .toList();
  }

  private static String finding(@Nullable Explanation explanation) {
    return explanation == null ? "" : explanation.kind() + " " + explanation.finding();
  }

  /** Returns the explanation of the first alert of a rule. */
  Explanation explanation(String rule) {
    return explanations(rule).get(0);
  }

  /** Returns the explanations of all alerts of a rule. */
  List<Explanation> explanations(String rule) {
    List<Explanation> explanations = new ArrayList<>();
    for (AlertNotice notice : notices) {
      Explanation why = notice.explanation();
      if (notice.kind() == AlertNotice.Kind.FIRING
          && notice.key().rule().equals(rule)
          && why != null) {
        explanations.add(why);
      }
    }
    return explanations;
  }
}
