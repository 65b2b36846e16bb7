package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.config.ModelConfig;
import io.modelmon.math.Interval;
import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.EvaluationSettings;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.Outcomes;
import io.modelmon.performance.PerformanceMetric;
import io.modelmon.performance.join.JoinNames;
import io.modelmon.performance.join.JoinShape;
import io.modelmon.performance.join.WaitingPrediction;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.TrainingPerformance;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The estimated performance of one version of a model, window by window: keeps what each row was
 * predicted from, and estimates when the window closes.
 *
 * <p><b>Cost:</b> a copy per row, score and feature; at window close a sort of at most {@value
 * #MAX_ROWS} scores per class, or 500 steps for each of at most {@value #MAX_NUMBERS} rows, so that
 * a close takes some milliseconds more and never depends on the size of the window beyond that.
 * <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class EstimateMonitor {

  /** Rows of a window that classes are estimated from at most; beyond, a random sample. */
  static final int MAX_ROWS = 10_000;

  /** Rows of a window that errors of numbers are estimated from at most. */
  static final int MAX_NUMBERS = 4_096;

  /** Scores of all rows that are kept at most: 1 MB, and as many to sort. */
  private static final int MAX_SCORES = 1 << 17;

  /** Features of all rows that are kept at most: 4 MB. */
  private static final int MAX_CELLS = 1 << 19;

  /** Fewer rows say nothing that is worth an interval. */
  private static final int MIN_ROWS = 100;

  /** Closed windows whose estimates wait for labels at most; they are some 500 bytes each. */
  private static final int MAX_WINDOWS = 256;

  /** The share of a window's labels without which they may be of a kind of rows. */
  private static final double MIN_COVERAGE = 0.9;

  /** The share of drifted features from which on estimates are not to be relied on. */
  private static final double MAX_DRIFT_SHARE = 0.5;

  private final PerformanceEstimator estimator;
  private final List<PerformanceMetric> trained;
  private final ModelSchema schema;
  private final OutcomeCodec codec;
  private final JoinNames names = new JoinNames();
  private final WaitingPrediction row;
  private final PredictedRows rows;
  private final Consumer<String> log;
  private final long minRows;
  private final Map<Long, Estimate> closed = new LinkedHashMap<>();
  private boolean failed;
  private @Nullable EstimateSnapshot snapshot;

  /** The estimates of a closed window, and of how many predictions. */
  private record Estimate(List<PerformanceMetric> metrics, long predictions) {}

  private EstimateMonitor(
      PerformanceEstimator estimator,
      List<PerformanceMetric> trained,
      ModelSchema schema,
      ModelConfig config,
      Consumer<String> log) {
    this.estimator = estimator;
    this.trained = trained;
    this.schema = schema;
    this.log = log;
    this.minRows = Math.min(MIN_ROWS, config.window().predictions());
    this.codec = new OutcomeCodec(config.prediction(), names);
    FeatureCodes features = estimator.features();
    int width = features == null ? estimator.scoreColumns() : features.names().size();
    int most = features == null ? MAX_ROWS : MAX_NUMBERS;
    int cells = features == null ? MAX_SCORES : MAX_CELLS;
    this.row = new WaitingPrediction(new JoinShape(true, estimator.scoreColumns(), 0));
    this.rows =
        new PredictedRows(
            Math.min(most, cells / Math.max(1, width)),
            estimator.scoreColumns(),
            features == null ? 0 : width);
  }

  /**
   * Returns the estimates of a version, or null where the reference has no labels to estimate from;
   * when it has some that do not fit, one line says why.
   */
  static @Nullable EstimateMonitor start(
      @Nullable ReferenceProfile profile,
      ModelSchema schema,
      ModelConfig config,
      Consumer<String> log) {
    TrainingPerformance training = profile == null ? null : profile.training();
    if (profile == null || training == null || !config.performance().enabled()) {
      return null;
    }
    try {
      TaskType task = config.prediction().type();
      if (task == null) {
        throw new IllegalArgumentException("the configuration has no 'type' under 'prediction'");
      }
      PerformanceEstimator estimator = PerformanceEstimator.of(profile, task, schema);
      return estimator == null
          ? null
          : new EstimateMonitor(estimator, figures(training), schema, config, log);
    } catch (IllegalArgumentException e) {
      log.accept("its performance is not estimated from the reference: " + e.getMessage());
      return null;
    }
  }

  private static List<PerformanceMetric> figures(TrainingPerformance training) {
    List<PerformanceMetric> metrics = new ArrayList<>();
    for (TrainingPerformance.Figure figure : training.figures()) {
      for (MetricName name : MetricName.values()) {
        if (name.id().equals(figure.metric())) {
          boolean known = !Double.isNaN(figure.lower()) && !Double.isNaN(figure.upper());
          Interval interval =
              known ? new Interval(figure.lower(), figure.upper(), 0.95) : Interval.UNKNOWN;
          int n = (int) Math.min(Integer.MAX_VALUE, figure.n());
          metrics.add(PerformanceMetric.known(name, figure.value(), interval, n));
        }
      }
    }
    return metrics;
  }

  /**
   * Compares rows whose labels have come with what was to be expected of them, Scores are kept
   * until labels come, so that classes are estimated on the very rows, once nearly all labels of
   * the window have come or no more are waited for: those that come first are often of one kind,
   * payments that were returned at once and frauds that are found later. Features are not kept, so
   * that of numbers nearly all labels must have come.
   *
   * @param window the window of the rows; 0 for rows of several, which are not compared, since
   *     nobody knows how many there are
   * @param settled whether labels have been waited for long enough
   * @return null when there is nothing to compare
   */
  @Nullable EstimateGap compare(
      long window, Outcomes outcomes, List<PerformanceMetric> realised, boolean settled) {
    Estimate estimate = closed.get(window);
    if (failed || estimate == null) {
      return null;
    }
    boolean nearlyAll = outcomes.size() >= MIN_COVERAGE * estimate.predictions;
    if (outcomes instanceof ClassificationOutcomes rated) {
      if (!nearlyAll && !settled) {
        return null;
      }
      int[] judged = estimator.judged(rated);
      if (judged == null || judged.length == 0) {
        return null;
      }
      boolean all = judged.length == rated.size();
      ClassificationOutcomes same = all ? rated : rated.subset(judged);
      List<PerformanceMetric> metrics =
          all
              ? realised
              : io.modelmon.performance.Evaluation.evaluateInOrder(
                  same, EvaluationSettings.DEFAULT);
      return new EstimateGap(metrics, estimator.estimate(same));
    }
    return nearlyAll ? new EstimateGap(realised, estimate.metrics) : null;
  }

  /** Keeps the rows of a call that returned, those without a prediction left out. */
  void record(CapturedCall call) {
    for (int i = 0; i < call.capturedRows(); i++) {
      double predicted = outcome(codec.predicted(call, i, schema, row));
      if (Double.isNaN(predicted) || !scored()) {
        continue;
      }
      int place = rows.next();
      if (place >= 0) {
        keep(place, predicted, call, i);
      }
    }
  }

  private void keep(int place, double predicted, CapturedCall call, int from) {
    rows.predicted(place, predicted);
    for (int score = 0; score < row.scores(); score++) {
      rows.score(place, score, row.score(score));
    }
    FeatureCodes features = estimator.features();
    int[] columns = estimator.columns();
    for (int i = 0; features != null && i < columns.length; i++) {
      double number = call.value(from, columns[i]);
      rows.feature(place, i, features.code(i, number, Cells.text(call, from, columns[i], number)));
    }
  }

  /** Returns a number, the index of a class, or NaN for a class without scores. */
  private double outcome(double predicted) {
    if (Double.isNaN(predicted) || estimator.task() == TaskType.NUMBER) {
      return predicted;
    }
    String name = names.name((int) predicted);
    if (estimator.task() == TaskType.PROBABILITY) {
      return name.equals(OutcomeCodec.POSITIVE) ? 1 : 0;
    }
    int index = estimator.classes().indexOf(name);
    return index < 0 ? Double.NaN : index;
  }

  private boolean scored() {
    for (int score = 0; score < row.scores(); score++) {
      if (!(row.score(score) >= 0 && row.score(score) <= 1)) {
        return false;
      }
    }
    return true;
  }

  /** Estimates the window that has closed. No failure leaves here: it ends the estimates. */
  void close(WindowSnapshot window) {
    if (failed) {
      return;
    }
    try {
      List<PerformanceMetric> metrics =
          rows.size() < minRows ? List.of() : estimator.estimate(rows.rows());
      snapshot =
          new EstimateSnapshot(
              window.number(),
              window.startEpochNanos(),
              window.endEpochNanos(),
              reliable(window),
              metrics,
              trained);
      closed.put(window.number(), new Estimate(metrics, rows.seen()));
      if (closed.size() > MAX_WINDOWS) {
        closed.remove(closed.keySet().iterator().next());
      }
    } catch (RuntimeException e) {
      failed = true;
      snapshot = null;
      log.accept("its performance is not estimated any more: " + e);
    }
  }

  private static boolean reliable(WindowSnapshot window) {
    return !(window.driftShare() >= MAX_DRIFT_SHARE)
        && window.drift().stream()
            .noneMatch(drift -> drift.drifted() && FeatureCodes.isOutput(drift.feature()));
  }

  /** Starts an empty window. */
  void discardWindow() {
    rows.clear();
  }

  /** Returns the estimates of the newest closed window, or null before the first. */
  @Nullable EstimateSnapshot snapshot() {
    return snapshot;
  }
}
