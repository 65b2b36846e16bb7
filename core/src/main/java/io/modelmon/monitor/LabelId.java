package io.modelmon.monitor;

import io.modelmon.capture.CapturedCall;
import io.modelmon.performance.join.IdHash;

/**
 * The id of a captured row on its way into a hash: a whole number becomes its decimal digits, so
 * that the number 17 and the text "17" are the same id.
 *
 * <p><b>Cost:</b> no allocation. <b>Threads:</b> confined to the monitor thread.
 */
final class LabelId implements CharSequence {

  /** Room for the longest: a sign and 19 digits. */
  private final char[] digits = new char[20];

  private int from = digits.length;

  /** Hashes the id of a row, which must have one. */
  void hash(IdHash hash, CapturedCall call, int row) {
    String text = call.idText(row);
    if (text != null) {
      hash.update(text);
    } else {
      write(call.idNumber(row));
      hash.update(this);
    }
  }

  private void write(long number) {
    from = digits.length;
    // Negative numbers reach further than positive ones.
    long rest = number < 0 ? number : -number;
    do {
      digits[--from] = (char) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (number < 0) {
      digits[--from] = '-';
    }
  }

  @Override
  public int length() {
    return digits.length - from;
  }

  @Override
  public char charAt(int index) {
    return digits[from + index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(digits, from + start, end - start);
  }

  @Override
  public String toString() {
    return new String(digits, from, length());
  }
}
