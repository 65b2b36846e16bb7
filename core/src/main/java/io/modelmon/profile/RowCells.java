package io.modelmon.profile;

import io.modelmon.sketch.CategoryIndex;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of a cell of any type in a sampled row of doubles: a number stands for itself, the
 * text of a number for that number, any other text is a NaN that carries a hash of its category,
 * and every other NaN is missing. No text is kept.
 *
 * <p>It needs no type, so that rows can be sampled before a column's type is known.
 */
public final class RowCells {

  /** A quiet NaN that neither arithmetic nor {@link Double#NaN} gives. */
  private static final long TEXT_BITS = 0xfffc_0000_0000_0000L;

  private static final long HASH_BITS = ~TEXT_BITS;

  private static final long TRUE = hash("true");
  private static final long FALSE = hash("false");

  private RowCells() {}

  /**
   * Returns the cell of a captured value.
   *
   * @param number used when there is no text; NaN is missing
   * @param text the text, or null
   */
  public static double of(double number, @Nullable String text) {
    if (text != null) {
      return of(text);
    }
    return Double.isNaN(number) ? Double.NaN : number + 0.0; // makes -0.0 positive
  }

  /** Returns the cell of a text. */
  public static double of(String text) {
    if (CellText.isMissing(text)) {
      return Double.NaN;
    }
    if (CellText.isNumber(text)) {
      return Double.parseDouble(text) + 0.0;
    }
    return Double.longBitsToDouble(TEXT_BITS | hash(CellText.category(text)));
  }

  /** Returns whether a cell holds no usable value as a category. */
  public static boolean isMissingCategory(double cell) {
    return !Double.isFinite(cell) && !isText(cell);
  }

  /** Returns a number that two cells share when they are the same category; 50 bits. */
  public static long categoryKey(double cell) {
    return isText(cell)
        ? Double.doubleToRawLongBits(cell) & HASH_BITS
        : hash(CellText.category(cell));
  }

  /** Returns a cell as a number: truth values are 1 and 0, any other text is missing. */
  public static double number(double cell) {
    if (!isText(cell)) {
      return cell;
    }
    long key = Double.doubleToRawLongBits(cell) & HASH_BITS;
    return key == TRUE ? 1 : key == FALSE ? 0 : Double.NaN;
  }

  private static boolean isText(double cell) {
    return (Double.doubleToRawLongBits(cell) & TEXT_BITS) == TEXT_BITS;
  }

  private static long hash(String category) {
    return CategoryIndex.hash(category) & HASH_BITS;
  }
}
