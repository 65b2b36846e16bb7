package io.modelmon.monitor;

import io.modelmon.profile.CellText;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.schema.FeatureType;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The first values of a column whose type nobody has told. Most of them decide it: the very first
 * may be an exception, such as "n/a" among numbers.
 *
 * <p>Until then the first value's type holds, so that there are counts from the first call on; the
 * values are kept, and counted anew if another type wins.
 *
 * <p><b>Cost:</b> up to {@value #MAX_CELLS} cells are held for a while, and the rest of one call.
 * <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class TypeTrial {

  /** How many values decide. */
  static final int VALUES = 100;

  private static final int MAX_CELLS = 1_000;

  private final ColumnCounts before;
  private double[] numbers = new double[16];
  private @Nullable String[] texts = new String[16];
  private final BitSet callEnds = new BitSet();
  private int cells;
  private int numeric;
  private int numericTexts;
  private int otherTexts;

  /**
   * Begins with the first value.
   *
   * @param before what was counted until then
   */
  TypeTrial(ColumnCounts before) {
    this.before = before;
  }

  /** Takes a cell. */
  void keep(double value, @Nullable String text) {
    if (cells == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * cells);
      texts = Arrays.copyOf(texts, 2 * cells);
    }
    numbers[cells] = value;
    texts[cells] = text;
    cells++;
    if (text == null) {
      numeric += Double.isNaN(value) ? 0 : 1;
    } else if (CellText.isNumber(text)) {
      numericTexts++;
    } else {
      otherTexts += CellText.isMissing(text) ? 0 : 1;
    }
  }

  /** Ends a call. */
  void endCall() {
    if (cells > 0) {
      callEnds.set(cells - 1);
    }
  }

  /** Returns whether enough is known. */
  boolean isOver() {
    return numeric + numericTexts + otherTexts >= VALUES || cells >= MAX_CELLS;
  }

  /**
   * Returns what most values are. Texts that are numbers can be either: they are numbers where
   * there are others.
   *
   * @param first what the first value is, which wins a tie
   */
  FeatureType type(FeatureType first) {
    if (numeric == 0) {
      return FeatureType.CATEGORICAL;
    }
    if (numeric + numericTexts == otherTexts) {
      return first;
    }
    return numeric + numericTexts > otherTexts ? FeatureType.NUMERIC : FeatureType.CATEGORICAL;
  }

  /** Counts again all that was counted since the column began. */
  void replay(ColumnCounts sink) {
    sink.merge(before);
    for (int i = 0; i < cells; i++) {
      Cells.deliver(sink, numbers[i], texts[i]);
      if (callEnds.get(i)) {
        sink.endCall();
      }
    }
  }
}
