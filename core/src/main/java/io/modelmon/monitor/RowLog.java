package io.modelmon.monitor;

import io.modelmon.capture.CaptureBuffer;
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
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final PredictionSink sink;
  private final LabelId ids = new LabelId();

  private final @Nullable LabelMonitor labels;

  RowLog(PredictionSink sink, @Nullable LabelMonitor labels) {
    this.sink = sink;
    this.labels = labels;
  }

  /**
   * Returns the log of a model, or null where it has none.
   *
   * @param labels who knows how ids are hashed, or null where there is nothing to join
   */
  static @Nullable RowLog of(
      @Nullable PredictionSink sink, String model, @Nullable LabelMonitor labels) {
    return sink != null && sink.includes(model) ? new RowLog(sink, labels) : null;
  }

  /**
   * Logs all captured rows of a call.
   *
   * @param window the window that counts it
   */
  void predicted(
      ModelMonitor model,
      @Nullable CaptureBuffer buffer,
      CapturedCall call,
      Instants now,
      long window) {
    try {
      if (buffer != null) {
        log(model.id(), buffer.schema(), call, epochMillis(call, now), window);
      }
    } catch (RuntimeException | LinkageError e) {
      model.fail("a prediction could not be logged", e);
    }
  }

  private static long epochMillis(CapturedCall call, Instants now) {
    long ended = call.startNanos() + call.durationNanos();
    return (now.epochNanos() - (now.nanoTime() - ended)) / NANOS_PER_MILLI;
  }

  private void log(
      ModelId model, ModelSchema schema, CapturedCall call, long epochMillis, long window) {
    IdHash hash = labels == null ? null : labels.ids();
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
              model, schema, epochMillis, window, id, numbers, texts, segments, call.errorType()));
    }
  }

  /** Logs an evaluation of a window. */
  void evaluated(ModelId model, PerformanceSnapshot performance) {
    if (sink.includes(model.name())) {
      sink.evaluated(new LoggedPerformance(model, performance));
    }
  }

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
