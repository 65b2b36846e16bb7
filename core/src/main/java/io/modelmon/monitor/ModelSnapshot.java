package io.modelmon.monitor;

import io.modelmon.capture.CallOutcome;
import io.modelmon.schema.ModelId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one model and version. All counts are cumulative since {@code
 * startEpochNanos} and never decrease.
 *
 * @param id the model
 * @param startEpochNanos when counting began, nanoseconds since 1970
 * @param referenceId the identity of the reference profile, or null without one
 * @param durations one histogram per error type, and one without for calls that returned
 * @param predictions rows of calls that returned normally
 * @param calls calls by outcome; absent outcomes are 0
 * @param rows rows by outcome; absent outcomes are 0
 * @param features features, then outputs
 * @param windowsByVerdict closed windows by verdict
 * @param lastWindow the newest closed window, or null before the first
 * @param queueDepth slots of the ring that are taken
 * @param full whether histograms, categories and further measures are to be exported
 * @param multivariate what comparisons of whole rows say, or null when there are none
 * @param performance the newest evaluated window, or null when there is none
 * @param labelDelays how long after their predictions labels came, or null without labels
 * @param stability how much outputs differ from the window before
 * @param estimate the estimated performance of the newest closed window, or null without one
 * @param alerts where each rule stands
 */
public record ModelSnapshot(
    ModelId id,
    long startEpochNanos,
    @Nullable String referenceId,
    List<DurationSnapshot> durations,
    long predictions,
    Map<CallOutcome, Long> calls,
    Map<CallOutcome, Long> rows,
    List<FeatureSnapshot> features,
    Map<WindowVerdict, Long> windowsByVerdict,
    @Nullable WindowSnapshot lastWindow,
    int queueDepth,
    boolean full,
    @Nullable MultivariateSnapshot multivariate,
    @Nullable PerformanceSnapshot performance,
    @Nullable DelaySnapshot labelDelays,
    List<PredictionStability> stability,
    @Nullable EstimateSnapshot estimate,
    List<AlertStatus> alerts) {

  /** Copies the collections. */
  public ModelSnapshot {
    durations = List.copyOf(durations);
    calls = Map.copyOf(calls);
    rows = Map.copyOf(rows);
    features = List.copyOf(features);
    windowsByVerdict = Map.copyOf(windowsByVerdict);
    stability = List.copyOf(stability);
    alerts = List.copyOf(alerts);
  }

  /** Creates the snapshot of a model without alerts. */
  public ModelSnapshot(
      ModelId id,
      long startEpochNanos,
      @Nullable String referenceId,
      List<DurationSnapshot> durations,
      long predictions,
      Map<CallOutcome, Long> calls,
      Map<CallOutcome, Long> rows,
      List<FeatureSnapshot> features,
      Map<WindowVerdict, Long> windowsByVerdict,
      @Nullable WindowSnapshot lastWindow,
      int queueDepth,
      boolean full,
      @Nullable MultivariateSnapshot multivariate,
      @Nullable PerformanceSnapshot performance,
      @Nullable DelaySnapshot labelDelays) {
    this(
        id,
        startEpochNanos,
        referenceId,
        durations,
        predictions,
        calls,
        rows,
        features,
        windowsByVerdict,
        lastWindow,
        queueDepth,
        full,
        multivariate,
        performance,
        labelDelays,
        List.of(),
        null,
        List.of());
  }

  /** Creates the snapshot of a model without labels. */
  public ModelSnapshot(
      ModelId id,
      long startEpochNanos,
      @Nullable String referenceId,
      List<DurationSnapshot> durations,
      long predictions,
      Map<CallOutcome, Long> calls,
      Map<CallOutcome, Long> rows,
      List<FeatureSnapshot> features,
      Map<WindowVerdict, Long> windowsByVerdict,
      @Nullable WindowSnapshot lastWindow,
      int queueDepth,
      boolean full,
      @Nullable MultivariateSnapshot multivariate) {
    this(
        id,
        startEpochNanos,
        referenceId,
        durations,
        predictions,
        calls,
        rows,
        features,
        windowsByVerdict,
        lastWindow,
        queueDepth,
        full,
        multivariate,
        null,
        null);
  }

  /** Creates the snapshot of a model whose rows are not compared as a whole. */
  public ModelSnapshot(
      ModelId id,
      long startEpochNanos,
      @Nullable String referenceId,
      List<DurationSnapshot> durations,
      long predictions,
      Map<CallOutcome, Long> calls,
      Map<CallOutcome, Long> rows,
      List<FeatureSnapshot> features,
      Map<WindowVerdict, Long> windowsByVerdict,
      @Nullable WindowSnapshot lastWindow,
      int queueDepth,
      boolean full) {
    this(
        id,
        startEpochNanos,
        referenceId,
        durations,
        predictions,
        calls,
        rows,
        features,
        windowsByVerdict,
        lastWindow,
        queueDepth,
        full,
        null);
  }
}
