package io.modelmon.monitor;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.performance.estimate.ConfidenceBasedEstimator;
import io.modelmon.performance.estimate.DirectLossEstimator;
import io.modelmon.performance.estimate.LearnedLosses;
import io.modelmon.performance.estimate.MulticlassEstimator;
import io.modelmon.performance.estimate.ReferenceError;
import io.modelmon.performance.estimate.ScoreCalibration;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The estimator that the performance on the training rows of a reference makes possible, for the
 * columns of one version.
 *
 * <p><b>Threads:</b> immutable.
 */
final class PerformanceEstimator {

  private static final double LEVEL = 0.95;

  /** Rows without labels, each with what was predicted. */
  @SuppressWarnings("ArrayRecordComponent") // never modified after construction
  record Rows(double[] predicted, double[] scores, double[][] features) {}

  private final TaskType task;
  private final List<String> classes;
  private final @Nullable ConfidenceBasedEstimator two;
  private final @Nullable MulticlassEstimator several;
  private final @Nullable DirectLossEstimator losses;
  private final @Nullable FeatureCodes codes;
  private final int[] columns;

  private PerformanceEstimator(
      TaskType task,
      List<String> classes,
      @Nullable ConfidenceBasedEstimator two,
      @Nullable MulticlassEstimator several) {
    this.task = task;
    this.classes = classes;
    this.two = two;
    this.several = several;
    this.losses = null;
    this.codes = null;
    this.columns = new int[0];
  }

  private PerformanceEstimator(DirectLossEstimator losses, FeatureCodes codes, int[] columns) {
    this.task = TaskType.NUMBER;
    this.classes = List.of();
    this.two = null;
    this.several = null;
    this.losses = losses;
    this.codes = codes;
    this.columns = columns;
  }

  /**
   * Returns the estimator of a version, or null where the reference says nothing to estimate from.
   *
   * @param task what the version predicts
   * @throws IllegalArgumentException when the reference says it of something else: another task,
   *     other classes or features that are not served, or of too few rows of a class; the message
   *     says what
   */
  static @Nullable PerformanceEstimator of(
      ReferenceProfile profile, TaskType task, ModelSchema schema) {
    TrainingPerformance trained = profile.training();
    if (trained == null) {
      return null;
    }
    if (trained.calibrations().isEmpty() && trained.losses() == null) {
      if (isScored(trained) && trained.task() == TaskType.PROBABILITY) {
        throw new IllegalArgumentException(
            "it has fewer than "
                + ConfidenceBasedEstimator.MIN_ROWS_OF_CLASS
                + " rows with a score of one class");
      }
      return null;
    }
    if (trained.task() != task) {
      throw new IllegalArgumentException("it is about predictions of type " + trained.task());
    }
    TrainingPerformance.Losses learned = trained.losses();
    if (learned != null) {
      return ofLosses(learned, profile, schema);
    }
    if (task == TaskType.PROBABILITY) {
      ScoreCalibration calibration = calibration(trained.calibrations().get(0));
      ConfidenceBasedEstimator two =
          ConfidenceBasedEstimator.of(calibration, trained.rows(), errors(trained));
      return new PerformanceEstimator(task, List.of(), two, null);
    }
    return ofClasses(trained, schema);
  }

  private static boolean isScored(TrainingPerformance trained) {
    return trained.figures().stream()
        .anyMatch(figure -> figure.metric().equals(MetricName.LOG_LOSS.id()));
  }

  private static ScoreCalibration calibration(TrainingPerformance.Calibration kept) {
    return new ScoreCalibration(kept.scores(), kept.values());
  }

  private static PerformanceEstimator ofClasses(TrainingPerformance trained, ModelSchema schema) {
    List<String> served =
        IntStream.range(0, schema.outputs().size())
            .mapToObj(output -> OutcomeCodec.className(schema, output))
            .toList();
    List<String> classes = new ArrayList<>(served.subList(0, scoreColumns(trained, served)));
    List<ScoreCalibration> calibrations = new ArrayList<>();
    for (String name : classes) {
      TrainingPerformance.Calibration own =
          trained.calibrations().stream()
              .filter(kept -> kept.name().equals(name))
              .findFirst()
              .orElseThrow(() -> unlike(trained, served));
      calibrations.add(calibration(own));
    }
    return new PerformanceEstimator(
        TaskType.PROBABILITIES,
        classes,
        null,
        MulticlassEstimator.of(calibrations, trained.rows(), errors(trained)));
  }

  /** What a newer modelmon may have estimated is left out. */
  private static List<ReferenceError> errors(TrainingPerformance trained) {
    List<ReferenceError> errors = new ArrayList<>();
    for (TrainingPerformance.EstimateError kept : trained.estimateErrors()) {
      for (MetricName name : MetricName.values()) {
        if (name.id().equals(kept.metric())) {
          errors.add(new ReferenceError(name, kept.error(), kept.variance()));
        }
      }
    }
    return errors;
  }

  /** A predicted label may stand behind the scores; it is no class. */
  private static int scoreColumns(TrainingPerformance trained, List<String> served) {
    int known = trained.calibrations().size();
    if (served.size() < known || served.size() > known + 1) {
      throw unlike(trained, served);
    }
    return known;
  }

  private static IllegalArgumentException unlike(TrainingPerformance trained, List<String> served) {
    List<String> known =
        trained.calibrations().stream().map(TrainingPerformance.Calibration::name).toList();
    return new IllegalArgumentException("it is about classes " + known + ", served are " + served);
  }

  private static PerformanceEstimator ofLosses(
      TrainingPerformance.Losses learned, ReferenceProfile profile, ModelSchema schema) {
    int[] columns = learned.columns().stream().mapToInt(schema::indexOf).toArray();
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] < 0 || columns[i] >= schema.firstOutput()) {
        throw new IllegalArgumentException(
            "it needs the feature '" + learned.columns().get(i) + "', which is not served");
      }
    }
    DirectLossEstimator losses =
        DirectLossEstimator.of(
            new LearnedLosses(
                columns.length,
                learned.rows(),
                learned.sizeSpread(),
                learned.squareSpread(),
                learned.sizes(),
                learned.squares()));
    return new PerformanceEstimator(losses, FeatureCodes.of(profile, learned.columns()), columns);
  }

  TaskType task() {
    return task;
  }

  /** Returns the classes in the order of their scores; empty unless there are several. */
  List<String> classes() {
    return classes;
  }

  /** Returns the scores of a row that are needed. */
  int scoreColumns() {
    return task == TaskType.NUMBER ? 0 : Math.max(1, classes.size());
  }

  /** Returns the features of a row that are needed, or null when none are. */
  @Nullable FeatureCodes features() {
    return codes;
  }

  /** Returns where the features stand in a captured row; not to be modified. */
  int[] columns() {
    return columns;
  }

  /** Returns the estimated metrics of rows; classes are indices, of two classes 1 is positive. */
  List<PerformanceMetric> estimate(Rows rows) {
    if (losses != null) {
      return losses.estimate(rows.features(), rows.predicted(), LEVEL);
    }
    int n = rows.predicted().length;
    if (two != null) {
      boolean[] positive = new boolean[n];
      for (int i = 0; i < n; i++) {
        positive[i] = rows.predicted()[i] == 1;
      }
      return two.estimate(rows.scores(), positive, LEVEL);
    }
    int[] predicted = Arrays.stream(rows.predicted()).mapToInt(of -> (int) of).toArray();
    return several == null ? List.of() : several.estimate(rows.scores(), predicted, LEVEL);
  }

  /**
   * Returns the rows with labels whose scores can be judged, or null when that needs features,
   * which nobody keeps until labels come, or when classes are others.
   */
  int @Nullable [] judged(ClassificationOutcomes outcomes) {
    boolean same =
        two != null
            ? outcomes.binary()
            : several != null && !outcomes.binary() && outcomes.classes() == classes.size();
    if (!same) {
      return null;
    }
    return IntStream.range(0, outcomes.size())
        .filter(
            row ->
                IntStream.range(0, scoreColumns())
                    .allMatch(of -> outcomes.score(row, of) >= 0 && outcomes.score(row, of) <= 1))
        .toArray();
  }

  /** Returns the estimated metrics of rows that have labels, without looking at these. */
  List<PerformanceMetric> estimate(ClassificationOutcomes outcomes) {
    int width = scoreColumns();
    double[] predicted = new double[outcomes.size()];
    double[] scores = new double[outcomes.size() * width];
    for (int row = 0; row < predicted.length; row++) {
      predicted[row] = outcomes.predicted(row);
      for (int of = 0; of < width; of++) {
        scores[row * width + of] = outcomes.score(row, of);
      }
    }
    return estimate(new Rows(predicted, scores, new double[0][]));
  }
}
