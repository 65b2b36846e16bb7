package io.modelmon.agent.labels;

import io.modelmon.capture.LabelLoss;
import org.jspecify.annotations.Nullable;

/** Takes the lines of a file with labels. */
public interface LabelRowSink {

  /**
   * Takes a label.
   *
   * @param line its line in the file, counted from 1
   */
  void row(long line, LabelRow row);

  /**
   * Takes a line that is no label.
   *
   * @param reason what is wrong with it, for the books
   * @param message what is wrong with it, for people, without anything that stands in the line
   * @param found the start of what stands there, for the eyes of who brings the file alone; or null
   */
  void refused(long line, LabelLoss reason, String message, @Nullable String found);
}
