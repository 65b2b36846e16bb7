package io.modelmon.agent.extract;

import io.modelmon.agent.value.ValuePath;
import io.modelmon.capture.CaptureBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How the outputs of a call get into its slots: a score, a label, or both; of a ranking its items,
 * which stand for the score, and what they are ordered by, whose path stands for that of the label.
 *
 * <p>An output that cannot be read becomes a value of a wrong type; the call stays captured.
 *
 * <p><b>Threads:</b> safe.
 */
final class Outputs {

  /** No outputs: a method that returns nothing. */
  static final Outputs NONE = new Outputs(null, null, null, null);

  private final @Nullable ValuePath scorePath;
  private final @Nullable Output score;
  private final @Nullable ValuePath labelPath;
  private final @Nullable Output label;

  Outputs(
      @Nullable ValuePath scorePath,
      @Nullable Output score,
      @Nullable ValuePath labelPath,
      @Nullable Output label) {
    this.scorePath = scorePath;
    this.score = score;
    this.labelPath = labelPath;
    this.label = label;
  }

  /**
   * Writes the outputs of a call that returned.
   *
   * @param scoreRoot the object the score's path starts at
   * @param labelRoot the object the label's path starts at
   */
  void write(
      Call call, CaptureBuffer buffer, @Nullable Object scoreRoot, @Nullable Object labelRoot) {
    if (scorePath != null && score != null && labelPath != null && label == null) {
      writeRanked(call, buffer, scoreRoot, labelRoot);
    } else if (scorePath != null && score != null) {
      write(call, buffer, scorePath, score, scoreRoot);
    }
    if (labelPath != null && label != null) {
      write(call, buffer, labelPath, label, labelRoot);
    }
  }

  /** Returns the column of an output that is a single one and the only one, or -1. */
  int numberColumn() {
    return score != null && label == null && score.isSingle() ? score.firstColumn() : -1;
  }

  /** Writes the one number that a call returned. */
  void writeNumber(Call call, CaptureBuffer buffer, double value) {
    if (score == null) {
      return;
    }
    if (score.isSingle() && !call.batch) {
      buffer.number(call.lead, score.firstColumn(), value);
    } else {
      score.invalidate(call, buffer);
    }
  }

  private void writeRanked(
      Call call, CaptureBuffer buffer, @Nullable Object itemsRoot, @Nullable Object scoresRoot) {
    if (scorePath == null || labelPath == null || score == null) {
      return;
    }
    try {
      Object items = scorePath.read(itemsRoot);
      Object scores = labelPath.read(scoresRoot);
      if (items != null && scores != null) {
        score.writeRanked(call, buffer, items, scores);
      }
    } catch (Throwable e) {
      CallNotes.output(call.target(), scorePath, ValuePath.reason(e), false);
      score.invalidate(call, buffer);
    }
  }

  private static void write(
      Call call, CaptureBuffer buffer, ValuePath path, Output output, @Nullable Object root) {
    try {
      Object value = path.read(root);
      if (value != null) {
        output.write(call, buffer, value);
      }
    } catch (Throwable e) {
      CallNotes.output(call.target(), path, ValuePath.reason(e), false);
      output.invalidate(call, buffer);
    }
  }
}
