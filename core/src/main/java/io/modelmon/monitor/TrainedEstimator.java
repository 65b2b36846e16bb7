package io.modelmon.monitor;

import io.modelmon.performance.ClassificationOutcomes;
import io.modelmon.performance.estimate.ConfidenceBasedEstimator;
import io.modelmon.performance.estimate.MulticlassEstimator;
import io.modelmon.performance.estimate.ReferenceError;
import io.modelmon.performance.estimate.ScoreCalibration;
import io.modelmon.profile.TrainingPerformance;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What estimates from scores need to know of training rows with labels, as a profile keeps it.
 *
 * @param calibrations one per class, of two classes that of the positive one; empty without scores
 * @param errors what estimates miss on these rows
 */
record TrainedEstimator(
    List<TrainingPerformance.Calibration> calibrations,
    List<TrainingPerformance.EstimateError> errors) {

  static final TrainedEstimator NONE = new TrainedEstimator(List.of(), List.of());

  /**
   * Fits.
   *
   * @param classes of several, in the order of their scores
   */
  static TrainedEstimator of(ClassificationOutcomes outcomes, List<String> classes) {
    int width = outcomes.binary() ? 1 : outcomes.classes();
    int[] usable =
        IntStream.range(0, outcomes.size())
            .filter(
                row ->
                    IntStream.range(0, width)
                        .allMatch(
                            of -> outcomes.score(row, of) >= 0 && outcomes.score(row, of) <= 1))
            .toArray();
    boolean scored = outcomes.binary() || outcomes.classes() == classes.size();
    if (usable.length == 0 || !scored) {
      return NONE;
    }
    double[] scores = new double[usable.length * width];
    int[] labels = new int[usable.length];
    int[] predicted = new int[usable.length];
    boolean[] positive = new boolean[usable.length];
    for (int i = 0; i < usable.length; i++) {
      labels[i] = outcomes.actual(usable[i]);
      predicted[i] = outcomes.predicted(usable[i]);
      positive[i] = labels[i] == 1;
      for (int of = 0; of < width; of++) {
        scores[i * width + of] = outcomes.score(usable[i], of);
      }
    }
    if (outcomes.binary()) {
      if (ConfidenceBasedEstimator.rowsOfRarerClass(positive)
          < ConfidenceBasedEstimator.MIN_ROWS_OF_CLASS) {
        return NONE;
      }
      ConfidenceBasedEstimator own = ConfidenceBasedEstimator.fit(scores, positive);
      return new TrainedEstimator(
          List.of(kept(OutcomeCodec.POSITIVE, own.calibration())), kept(own.errors()));
    }
    return of(classes, MulticlassEstimator.fit(width, scores, predicted, labels));
  }

  private static TrainedEstimator of(List<String> classes, MulticlassEstimator fitted) {
    List<TrainingPerformance.Calibration> calibrations = new ArrayList<>();
    for (int of = 0; of < classes.size(); of++) {
      calibrations.add(kept(classes.get(of), fitted.calibrations().get(of)));
    }
    return new TrainedEstimator(calibrations, kept(fitted.errors()));
  }

  private static List<TrainingPerformance.EstimateError> kept(List<ReferenceError> errors) {
    List<TrainingPerformance.EstimateError> kept = new ArrayList<>();
    for (ReferenceError error : errors) {
      kept.add(
          new TrainingPerformance.EstimateError(
              error.metric().id(), error.error(), error.variance()));
    }
    return kept;
  }

  private static TrainingPerformance.Calibration kept(String name, ScoreCalibration own) {
    return new TrainingPerformance.Calibration(name, own.scores(), own.values());
  }
}
