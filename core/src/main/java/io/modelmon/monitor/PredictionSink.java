package io.modelmon.monitor;

import java.util.Map;

/** Takes predictions and labels for a log; never blocks, and may drop what does not fit. */
public interface PredictionSink {

  /** Returns whether a model is logged. */
  boolean includes(String model);

  /** Returns whether ids are to be given as they are, and not as keyed hashes. */
  boolean wantsRawIds();

  /** Takes a row; called on the monitor thread. */
  void predicted(LoggedPrediction prediction);

  /** Takes a label; called on the monitor thread. */
  void labelled(LoggedLabel label);

  /** Takes an evaluation of a window; called on the monitor thread. */
  void evaluated(LoggedPerformance performance);

  /** Returns what became of everything so far: records by outcome. Called by any thread. */
  Map<String, Long> records();
}
