package io.modelmon.monitor;

import io.modelmon.detector.Adwin;
import io.modelmon.detector.DetectorState;
import io.modelmon.detector.Direction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a model in the order in which labels come, watched for a rise.
 *
 * <p>Of classes an error is 1 and a hit 0. Of numbers an error is 1 when it is larger than half of
 * the first {@value #LEARNED} were: that makes the stream bounded whatever the unit, and without
 * heavy tails.
 *
 * <p><b>Cost:</b> that of {@link Adwin}. <b>Threads:</b> confined to the monitor thread.
 */
final class ErrorStream {

  static final int LEARNED = 500;
  static final String DETECTOR = "adwin";

  private final Adwin adwin = Adwin.builder().direction(Direction.INCREASE).build();
  private double @Nullable [] learning;
  private int learned;
  private double threshold;

  /**
   * Creates a stream.
   *
   * @param numbers whether numbers are predicted
   */
  ErrorStream(boolean numbers) {
    this.learning = numbers ? new double[LEARNED] : null;
  }

  /** Adds a prediction and its label; returns the change that shows, or null. */
  @Nullable ConceptDrift update(double predicted, double actual) {
    if (Double.isNaN(predicted) || Double.isNaN(actual)) {
      return null;
    }
    double size = Math.abs(predicted - actual);
    double[] first = learning;
    if (first != null) {
      learn(first, size);
      return null;
    }
    double before = adwin.mean();
    if (adwin.update(size > threshold ? 1 : 0) != DetectorState.DRIFT) {
      return null;
    }
    ConceptDrift change = new ConceptDrift(DETECTOR, before, adwin.mean(), adwin.windowSize());
    // What is left of the window still holds errors from before: it would be cut again, and one
    // change be reported twice.
    adwin.reset();
    return change;
  }

  private void learn(double[] first, double size) {
    first[learned++] = size;
    if (learned == first.length) {
      Arrays.sort(first);
      threshold = first[LEARNED / 2];
      learning = null;
    }
  }
}
