package io.modelmon.alert.indicator;

import java.util.List;

/**
 * What the indicators are in one closed window of one model and version.
 *
 * <p><b>Threads:</b> read on the thread that closes windows.
 */
public interface WindowReadings {

  /** Returns the number of the window, counted from 1. */
  long number();

  /** Returns the end of the window, nanoseconds since 1970. */
  long endEpochNanos();

  /** Returns the value of an indicator, {@link Reading#UNKNOWN} when there is none. */
  Reading current(IndicatorPath path);

  /** Returns the value in the reference, {@link Reading#UNKNOWN} when there is none. */
  Reading reference(IndicatorPath path);

  /**
   * Returns whether the value is about the same observations, and more, as one that an earlier
   * window was judged by: it may change that verdict and is no further one.
   */
  default boolean repeats(IndicatorPath path) {
    return false;
  }

  /** Returns the names that {@code feature["*"]} stands for. */
  List<String> features();
}
