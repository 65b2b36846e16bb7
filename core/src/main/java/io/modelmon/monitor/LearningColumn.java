package io.modelmon.monitor;

import io.modelmon.capture.CellValues;
import io.modelmon.profile.ColumnSink;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceColumnBuilder;
import io.modelmon.schema.FeatureType;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A reference column in the making from live values: the first rows are kept and find the cells,
 * then are counted on them like all that follow.
 *
 * <p><b>Cost:</b> up to {@value #KEPT_ROWS} values are held for a while, however many rows are
 * learned. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class LearningColumn implements ColumnSink {

  static final int KEPT_ROWS = 5_000;

  private final String name;
  private final long wanted;
  private double[] numbers = new double[64];
  private @Nullable String @Nullable [] texts;
  private final BitSet callEnds = new BitSet();
  private int kept;
  private @Nullable ReferenceColumnBuilder builder;

  LearningColumn(String name, long wantedRows) {
    this.name = name;
    this.wanted = wantedRows;
  }

  @Override
  public void number(double value) {
    if (builder != null) {
      builder.number(value);
    } else {
      keep(value, null);
    }
  }

  @Override
  public void text(String value) {
    if (builder != null) {
      builder.text(value);
    } else {
      keep(CellValues.MISSING, value);
    }
  }

  @Override
  public void wrongType() {
    if (builder != null) {
      builder.wrongType();
    } else {
      keep(CellValues.WRONG_TYPE, null);
    }
  }

  private void keep(double number, @Nullable String text) {
    if (kept == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * kept);
      texts = texts == null ? null : Arrays.copyOf(texts, 2 * kept);
    }
    numbers[kept] = number;
    if (text != null) {
      if (texts == null) {
        texts = new @Nullable String[numbers.length];
      }
      texts[kept] = text;
    }
    kept++;
  }

  @Override
  public void endCall() {
    if (builder != null) {
      builder.endCall();
    } else if (kept > 0) {
      callEnds.set(kept - 1);
    }
  }

  /** Finds the cells as soon as enough rows are kept; call after the end of a call. */
  void advance(@Nullable FeatureType type) {
    if (builder != null || kept < Math.min(wanted, KEPT_ROWS)) {
      return;
    }
    ReferenceColumnBuilder started = new ReferenceColumnBuilder(name, type);
    replay(started);
    started.freeze();
    replay(started);
    builder = started;
    numbers = new double[0];
    texts = null;
  }

  private void replay(ColumnSink sink) {
    for (int i = 0; i < kept; i++) {
      Cells.deliver(sink, numbers[i], texts == null ? null : texts[i]);
      if (callEnds.get(i)) {
        sink.endCall();
      }
    }
  }

  /** Returns the finished column once all rows have been seen, else null. */
  @Nullable ReferenceColumn finished() {
    return builder != null && builder.rows() >= wanted ? builder.build(false) : null;
  }
}
