package io.modelmon.monitor;

import io.modelmon.config.PredictionConfig;
import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.performance.estimate.DirectLossEstimator;
import io.modelmon.performance.estimate.LearnedLosses;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.WaitingPrediction;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Training rows with labels, from which the performance on them is computed and estimates are
 * learned. Labels and classes mean what they mean in captured calls.
 *
 * <p>The rows should be ones that the model was not trained on: otherwise performance looks better
 * than it is, and so do the estimates.
 *
 * <p><b>Cost:</b> at most {@value #MAX_ROWS} rows are kept, of numbers {@value #MAX_NUMBERS};
 * beyond, a random sample of them. <br>
 * <b>Threads:</b> confined to one thread.
 */
public final class TrainingOutcomes {

  /** Rows of classes that are kept at most. */
  public static final int MAX_ROWS = 100_000;

  /** Rows of numbers, with their features, that are kept at most. */
  public static final int MAX_NUMBERS = 20_000;

  private static final int MAX_CELLS = 1 << 22;
  private static final int MIN_LOSSES = 200;
  private static final long SEED = 0x74_7261_696e_6564L;

  @SuppressWarnings("ArrayRecordComponent") // never modified after construction
  private record Row(double predicted, double actual, double[] scores, double[] features) {}

  private final TaskType task;
  private final List<String> classes;
  private final JoinNames names = new JoinNames();
  private final OutcomeCodec codec;
  private final PredictionConfig config;
  private final FeatureCodes features;
  private final int[] positions;
  private final int capacity;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Row> rows = new ArrayList<>();
  private long seen;
  private long unusable;
  private long positives;

  /**
   * Creates an empty collection.
   *
   * @param config what is predicted, with its type
   * @param classes of several, in the order of their scores; else empty
   * @param reference the rows as counted, for the codes of categories
   * @param columns names of the columns of a row, in order
   * @throws IllegalArgumentException without a type
   */
  public TrainingOutcomes(
      PredictionConfig config,
      List<String> classes,
      ReferenceProfile reference,
      List<String> columns) {
    TaskType type = config.type();
    if (type == null) {
      throw new IllegalArgumentException("the type of predictions must be known");
    }
    this.task = type;
    this.config = config;
    this.classes = List.copyOf(classes);
    this.codec = new OutcomeCodec(config, names);
    boolean numbers = task == TaskType.NUMBER;
    this.features = numbers ? FeatureCodes.of(reference) : FeatureCodes.of(reference, List.of());
    this.positions = features.names().stream().mapToInt(columns::indexOf).toArray();
    int room = MAX_CELLS / Math.max(1, positions.length);
    this.capacity = numbers ? Math.min(MAX_NUMBERS, room) : MAX_ROWS;
  }

  /**
   * Adds a row; one without a usable label or prediction is only counted.
   *
   * @param numbers one number per column, NaN where missing
   * @param texts one text or null per column
   * @param scores the probability of the positive class, or one per class; empty without scores
   * @param predicted the prediction as text, or null where scores decide
   * @param label the label as text, or null when missing
   */
  public void add(
      double[] numbers,
      @Nullable String[] texts,
      double[] scores,
      @Nullable String predicted,
      @Nullable String label) {
    double actual = label == null ? Double.NaN : codec.label(Double.NaN, label);
    double made = predicted == null ? decided(scores) : codec.label(Double.NaN, predicted);
    if (Double.isNaN(actual) || Double.isNaN(made)) {
      unusable++;
      return;
    }
    seen++;
    positives +=
        task == TaskType.PROBABILITY && actual == names.code(OutcomeCodec.POSITIVE) ? 1 : 0;
    long place = rows.size() < capacity ? rows.size() : random.nextLong(seen);
    if (place >= capacity) {
      return;
    }
    double[] codes = new double[positions.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = features.code(i, numbers[positions[i]], texts[positions[i]]);
    }
    Row row = new Row(made, actual, scores.clone(), codes);
    if (place == rows.size()) {
      rows.add(row);
    } else {
      rows.set((int) place, row);
    }
  }

  /** The class that scores decide for, in the same way as for captured calls. */
  private double decided(double[] scores) {
    if (task == TaskType.PROBABILITY) {
      boolean known = scores.length == 1 && !Double.isNaN(scores[0]);
      String name =
          known && scores[0] >= config.threshold() ? OutcomeCodec.POSITIVE : OutcomeCodec.NEGATIVE;
      return known ? names.code(name) : Double.NaN;
    }
    int best = -1;
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isNaN(scores[i]) && (best < 0 || scores[i] > scores[best])) {
        best = i;
      }
    }
    return best < 0 || task != TaskType.PROBABILITIES ? Double.NaN : names.code(classes.get(best));
  }

  /** Returns how many rows had no usable label or prediction. */
  public long unusable() {
    return unusable;
  }

  /** Returns how many of the other rows are labelled with the class that a probability is of. */
  public long positives() {
    return positives;
  }

  /** Returns the performance on the rows, or null without a usable one. */
  public @Nullable TrainingPerformance build() {
    Outcomes outcomes = outcomes();
    if (outcomes == null) {
      return null;
    }
    List<TrainingPerformance.Figure> figures = new ArrayList<>();
    for (PerformanceMetric metric :
        io.modelmon.performance.Evaluation.evaluate(outcomes, EvaluationSettings.DEFAULT)) {
      if (metric.known()) {
        figures.add(
            new TrainingPerformance.Figure(
                metric.name().id(),
                metric.value(),
                metric.interval().lower(),
                metric.interval().upper(),
                metric.n()));
      }
    }
    TrainedEstimator estimator =
        outcomes instanceof ClassificationOutcomes rated
            ? TrainedEstimator.of(rated, classes)
            : TrainedEstimator.NONE;
    return new TrainingPerformance(
        task, rows.size(), figures, estimator.calibrations(), estimator.errors(), losses());
  }

  private @Nullable Outcomes outcomes() {
    int width = rows.isEmpty() ? 0 : rows.get(0).scores.length;
    WaitingPrediction row = new WaitingPrediction(new JoinShape(true, width, 0));
    LabelledRows labelled = new LabelledRows();
    for (Row kept : rows) {
      row.fill(0, 0, 0, kept.predicted);
      for (int i = 0; i < width; i++) {
        row.score(i, kept.scores[i]);
      }
      labelled.add(row, kept.actual);
    }
    List<Feature> outputs =
        classes.stream().map(name -> new Feature("prediction." + name, null, false)).toList();
    return new OutcomeRows(task, config.positiveClass(), names)
        .of(labelled, new ModelSchema(List.of(), outputs));
  }

  private TrainingPerformance.@Nullable Losses losses() {
    if (task != TaskType.NUMBER || rows.size() < MIN_LOSSES) {
      return null;
    }
    double[] predicted = rows.stream().mapToDouble(row -> row.predicted).toArray();
    double[] actual = rows.stream().mapToDouble(row -> row.actual).toArray();
    double[][] codes = rows.stream().map(row -> row.features).toArray(double[][]::new);
    LearnedLosses learned = DirectLossEstimator.fit(codes, predicted, actual).learned();
    return new TrainingPerformance.Losses(
        features.names(),
        learned.rows(),
        learned.sizeSpread(),
        learned.squareSpread(),
        learned.sizes(),
        learned.squares());
  }
}
