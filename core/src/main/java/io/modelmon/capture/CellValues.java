package io.modelmon.capture;

/**
 * The encoding of a value that is not a number in a slot of doubles.
 *
 * <p>A NaN of any other bit pattern than {@link #WRONG_TYPE} is <em>missing</em>. An infinity
 * stands for itself and is invalid later. A text is kept beside the number, which then is missing.
 */
public final class CellValues {

  /** Null, absent or NaN. */
  public static final double MISSING = Double.NaN;

  private static final long WRONG_TYPE_BITS = 0x7ff8_4d4d_0bad_0badL;

  /** A value of a type that cannot be read as a number or a text. */
  public static final double WRONG_TYPE = Double.longBitsToDouble(WRONG_TYPE_BITS);

  private CellValues() {}

  /** Returns whether a slot value stands for one of a wrong type. */
  public static boolean isWrongType(double value) {
    return Double.doubleToRawLongBits(value) == WRONG_TYPE_BITS;
  }
}
