package io.modelmon.monitor;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.ModelCapture;
import java.util.function.Consumer;

/**
 * Says once per model that a batch was captured only in part, and what helps.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class PartialBatches {

  private final ModelCapture capture;
  private final Consumer<String> log;
  private boolean said;

  PartialBatches(ModelCapture capture, Consumer<String> log) {
    this.capture = capture;
    this.log = log;
  }

  /** Takes a call of which rows were lost. */
  void about(CapturedCall call) {
    CaptureBuffer buffer = capture.buffer();
    if (said || buffer == null) {
      return;
    }
    said = true;
    int most = buffer.maxRowsPerCall();
    String remedy =
        call.totalRows() > most
            ? "a call holds at most %d. Batches of at most %d rows are captured whole"
                .formatted(most, most)
            : "the ring of %d rows was nearly full. Smaller batches, or fewer at a time, fit"
                .formatted(buffer.slots());
    log.accept(
        ("model %s: of a batch of %d rows %d were captured, at even distances; %s. Windows, drift,"
                + " quality and labels rest on captured rows, counts of calls and rows on all"
                + " (further ones are not logged)")
            .formatted(capture.id(), call.totalRows(), call.capturedRows(), remedy));
  }
}
