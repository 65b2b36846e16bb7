package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.performance.join.IdHash;
import io.modelmon.performance.join.LabelOutcome;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is copied of calls and labels for the prediction log.
 *
 * <p><b>Cost:</b> some objects per row, and only where a model is logged. <b>Threads:</b> confined
 * to the monitor thread.
 */
final class RowLog {

  private static final HexFormat HEX = HexFormat.of();

  private final PredictionSink sink;
  private final LabelId ids = new LabelId();

  RowLog(PredictionSink sink) {
    this.sink = sink;
  }

  /** Returns the log of a model, or null where it has none. */
  static @Nullable RowLog of(@Nullable PredictionSink sink, String model) {
    return sink != null && sink.includes(model) ? new RowLog(sink) : null;
  }

  /**
   * Logs all captured rows of a call.
   *
   * @param hash what ids are hashed with, or null where there is nothing to join
   */
  void predicted(
      ModelId model, ModelSchema schema, CapturedCall call, Call at, @Nullable IdHash hash) {
    int width = schema.width();
    int segmentCount = schema.segments().size();
    for (int row = 0; row < call.capturedRows(); row++) {
      double[] numbers = new double[width];
      @Nullable String[] texts = new String[width];
      for (int i = 0; i < width; i++) {
        numbers[i] = call.value(row, i);
        texts[i] = Cells.text(call, row, i, numbers[i]);
      }
      @Nullable String[] segments = new String[segmentCount];
      for (int i = 0; i < segmentCount; i++) {
        segments[i] = call.segment(i);
      }
      String id = call.hasId(row) ? id(call, row, hash) : null;
      sink.predicted(
          new LoggedPrediction(
              model,
              schema,
              at.epochMillis(),
              at.window(),
              id,
              numbers,
              texts,
              segments,
              call.errorType()));
    }
  }

  /** When a call ended, and the window that counts it. */
  record Call(long epochMillis, long window) {}

  /** Logs a label. */
  void labelled(
      String model,
      String id,
      long epochMillis,
      double number,
      @Nullable String name,
      @Nullable LabelOutcome outcome) {
    sink.labelled(
        new LoggedLabel(
            model, epochMillis, id, number, name, outcome == null ? null : outcome.text()));
  }

  /** Returns the id of a row as it is to be written, or null where nothing can hash it. */
  @Nullable String id(CapturedCall call, int row, @Nullable IdHash hash) {
    if (sink.wantsRawIds()) {
      String text = call.idText(row);
      return text == null ? Long.toString(call.idNumber(row)) : text;
    }
    if (hash == null) {
      return null;
    }
    ids.hash(hash, call, row);
    return hex(hash);
  }

  /** Returns an id as it is to be written. */
  String id(String text, IdHash hash) {
    if (sink.wantsRawIds()) {
      return text;
    }
    hash.update(text);
    return hex(hash);
  }

  private static String hex(IdHash hash) {
    return HEX.toHexDigits(hash.high()) + HEX.toHexDigits(hash.low());
  }
}
