package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.CellValues;
import io.modelmon.profile.ColumnSink;
import org.jspecify.annotations.Nullable;

/** Hands captured cells to columns. */
final class Cells {

  private Cells() {}

  /** Returns a cell's text; only a cell without a number can have one. */
  static @Nullable String text(CapturedCall call, int row, int column, double value) {
    return Double.isNaN(value) ? call.text(row, column) : null;
  }

  /** Delivers one cell. */
  static void deliver(ColumnSink sink, double value, @Nullable String text) {
    if (text != null) {
      sink.text(text);
    } else if (CellValues.isWrongType(value)) {
      sink.wrongType();
    } else {
      sink.number(value);
    }
  }
}
