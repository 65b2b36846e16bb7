package io.modelmon.capture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the slots of a ring hold beside the columns when labels are watched: the id of each row, the
 * segments of each call, and, in a slot that stands for a label, the label.
 *
 * <p>An id is a whole number, kept as it is, or a text, kept by reference until the slot is free
 * again; nothing is hashed or converted here.
 *
 * <p><b>Cost:</b> no allocation; 29 bytes per slot and 4 or 8 per segment, texts not counted. <br>
 * <b>Threads:</b> like the columns: one writer between claim and publish, then the reader.
 */
public final class SlotKeys {

  /** The most characters of an id, a label or a segment. */
  public static final int MAX_TEXT = 128;

  /** Stands before each item of a label that is several. */
  public static final char ITEM = '\u001f';

  static final int NONE = 0;
  static final int NUMBER = 1;
  static final int TEXT = 2;
  private static final int LABEL_NUMBER = 4;
  private static final int LABEL_TEXT = 8;
  private static final int UNREADABLE = 16;
  private static final int ID = 0;
  private static final int LABEL = 1;

  private final int textStride;
  private final long[] numbers;
  private final @Nullable String[] texts;
  private final byte[] kinds;

  SlotKeys(int slots, int segments) {
    this.textStride = 2 + segments;
    this.numbers = new long[2 * slots];
    this.texts = new String[slots * textStride];
    this.kinds = new byte[slots];
  }

  /** Returns the bytes that a slot takes, for segments of a number. */
  static long bytesPerSlot(int segments) {
    return 17 + 8L * (2 + segments);
  }

  /** Stores a row's id. */
  public void id(int slot, long id) {
    numbers[2 * slot + ID] = id;
    kinds[slot] |= NUMBER;
  }

  /** Stores a row's id; a text that is empty or longer than 128 characters is none. */
  public void id(int slot, String id) {
    if (!id.isEmpty() && id.length() <= MAX_TEXT) {
      texts[slot * textStride + ID] = id;
      kinds[slot] |= TEXT;
    }
  }

  /** Stores a label that is a number; NaN is none. */
  public void label(int slot, double label) {
    if (!Double.isNaN(label)) {
      numbers[2 * slot + LABEL] = Double.doubleToRawLongBits(label);
      kinds[slot] |= LABEL_NUMBER;
    }
  }

  /**
   * Stores a label that is a text of 1 to 128 characters, or a list of such texts, each behind an
   * {@link #ITEM}.
   */
  public void label(int slot, String label) {
    texts[slot * textStride + LABEL] = label;
    kinds[slot] |= LABEL_TEXT;
  }

  /** Marks a slot whose values could not be read. */
  public void unreadable(int slot) {
    kinds[slot] |= UNREADABLE;
  }

  /** Stores a segment of the call that starts at a slot, a text of at most 128 characters. */
  public void segment(int lead, int segment, String value) {
    texts[lead * textStride + 2 + segment] = value;
  }

  /** Returns whether a row has an id. */
  public boolean hasId(int slot) {
    return (kinds[slot] & (NUMBER | TEXT)) != 0;
  }

  /** Returns whether there is a label in a slot. */
  public boolean hasLabel(int slot) {
    return (kinds[slot] & (LABEL_NUMBER | LABEL_TEXT)) != 0;
  }

  /** Returns whether the values of a slot could not be read. */
  public boolean isUnreadable(int slot) {
    return (kinds[slot] & UNREADABLE) != 0;
  }

  /** Returns the number that is a row's id; to be asked where there is an id and no text. */
  long idNumber(int slot) {
    return numbers[2 * slot + ID];
  }

  @Nullable String idText(int slot) {
    return texts[slot * textStride + ID];
  }

  /** Returns the label as a number, or NaN where it is a text. */
  double labelNumber(int slot) {
    return (kinds[slot] & LABEL_NUMBER) == 0
        ? Double.NaN
        : Double.longBitsToDouble(numbers[2 * slot + LABEL]);
  }

  @Nullable String labelText(int slot) {
    return texts[slot * textStride + LABEL];
  }

  @Nullable String segment(int lead, int segment) {
    return texts[lead * textStride + 2 + segment];
  }

  /**
   * Copies the id of a row, and the segments of its call.
   *
   * @param row the row of the call
   */
  public void copy(int slot, CapturedCall call, int row) {
    String text = call.idText(row);
    if (text != null) {
      id(slot, text);
    } else if (call.hasId(row)) {
      id(slot, call.idNumber(row));
    }
    for (int i = 0; i < textStride - 2; i++) {
      texts[slot * textStride + 2 + i] = call.segment(i);
    }
  }

  /** Forgets everything in a slot. */
  void clear(int slot) {
    kinds[slot] = NONE;
    Arrays.fill(texts, slot * textStride, (slot + 1) * textStride, null);
  }
}
