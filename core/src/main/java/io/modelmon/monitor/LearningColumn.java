package io.modelmon.monitor;

import io.modelmon.capture.CellValues;
import io.modelmon.profile.ColumnSink;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceColumnBuilder;
import io.modelmon.profile.SegmentCounts;
import io.modelmon.schema.FeatureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
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
  private final int[] codes;
  private byte[] keptCodes = new byte[0];

  LearningColumn(String name, long wantedRows, int segments) {
    this.name = name;
    this.wanted = wantedRows;
    this.codes = new int[segments];
  }

  /** Says which values of segments the row has that follows. */
  void enter(RowBlock block, int row) {
    for (int i = 0; i < codes.length; i++) {
      enter(i, block.code(i, row));
    }
  }

  /** Says which values of segments the rows have that follow. */
  void enter(int[] current) {
    for (int i = 0; i < codes.length; i++) {
      enter(i, current[i]);
    }
  }

  private void enter(int segment, int code) {
    codes[segment] = code;
    if (builder != null) {
      builder.segment(segment, code);
    }
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
    keepCodes();
    kept++;
  }

  private void keepCodes() {
    int from = kept * codes.length;
    if (from + codes.length > keptCodes.length) {
      keptCodes = Arrays.copyOf(keptCodes, Math.max(64, 2 * keptCodes.length) + codes.length);
    }
    for (int i = 0; i < codes.length; i++) {
      keptCodes[from + i] = (byte) codes[i];
    }
  }

  @Override
  public void endCall() {
    if (builder != null) {
      builder.endCall();
    } else if (kept > 0) {
      callEnds.set(kept - 1);
    }
  }

  /** Returns whether {@link #advance} will find the cells. */
  boolean isDue() {
    return builder == null && kept >= Math.min(wanted, KEPT_ROWS);
  }

  /** Finds the cells as soon as enough rows are kept; call after the end of a call. */
  void advance(@Nullable FeatureType type) {
    if (!isDue()) {
      return;
    }
    ReferenceColumnBuilder started = new ReferenceColumnBuilder(name, type, 0, codes.length);
    replay(started);
    started.freeze();
    replay(started);
    builder = started;
    numbers = new double[0];
    texts = null;
    keptCodes = new byte[0];
  }

  private void replay(ReferenceColumnBuilder sink) {
    for (int i = 0; i < kept; i++) {
      for (int segment = 0; segment < codes.length; segment++) {
        sink.segment(segment, keptCodes[i * codes.length + segment]);
      }
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

  /** Returns what was learned by the values of each segment; to be asked once it is finished. */
  List<@Nullable SegmentCounts> segments() {
    List<@Nullable SegmentCounts> learned = new ArrayList<>();
    ReferenceColumnBuilder known = builder;
    for (int i = 0; known != null && i < codes.length; i++) {
      learned.add(known.segment(i, false));
    }
    return learned;
  }
}
