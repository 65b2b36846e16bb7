package io.modelmon.agent.value;

import io.modelmon.capture.SlotKeys;
import io.modelmon.profile.CellText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes ids, labels and segments beside the columns of a slot.
 *
 * <p>An id is a whole number or a text; fractions, truth values and objects without a natural name
 * are none. A label is a number, a truth value or a text.
 *
 * <p><b>Cost:</b> no allocation for boxed numbers, short strings, truth values and enum constants.
 * <br>
 * <b>Threads:</b> stateless.
 */
public final class Ids {

  private static final double EXACT = 1L << 53;
  private static final int LONG_BITS = 63;
  private static final int MAX_ITEMS = 256;

  private Ids() {}

  /** Writes a row's id, if the value is one. */
  public static void id(SlotKeys keys, int slot, @Nullable Object value) {
    if (value instanceof String text) {
      keys.id(slot, text);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof AtomicLong
        || value instanceof AtomicInteger) {
      keys.id(slot, ((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      number(keys, slot, ((Number) value).doubleValue());
    } else if (value instanceof BigInteger number) {
      big(keys, slot, number);
    } else if (value instanceof Optional<?> optional) {
      Object content = optional.orElse(null);
      if (!(content instanceof Optional<?>)) {
        id(keys, slot, content);
      }
    } else if (value instanceof CharSequence text && text.length() > SlotKeys.MAX_TEXT) {
      return;
    } else if (value != null && !(value instanceof Boolean)) {
      String name = Cells.name(value);
      if (name != null) {
        keys.id(slot, name);
      }
    }
  }

  /** Writes a row's id, if a number is a whole one. */
  public static void number(SlotKeys keys, int slot, double value) {
    if (Math.rint(value) == value && Math.abs(value) <= EXACT) {
      keys.id(slot, (long) value);
    }
  }

  private static void big(SlotKeys keys, int slot, BigInteger number) {
    if (number.bitLength() <= LONG_BITS) {
      keys.id(slot, number.longValue());
    } else if (number.bitLength() <= 4 * LONG_BITS) {
      keys.id(slot, number.toString());
    }
  }

  /** Writes a label that is a whole number. */
  public static void label(SlotKeys keys, int slot, long value) {
    if (value > -Cells.EXACT && value < Cells.EXACT) {
      keys.label(slot, (double) value);
    } else {
      keys.label(slot, Long.toString(value));
    }
  }

  /** Writes a label, if the value is one; of an array or a collection each element is an item. */
  public static void label(SlotKeys keys, int slot, @Nullable Object value) {
    if (value != null && (value instanceof Collection<?> || value.getClass().isArray())) {
      items(keys, slot, value);
    } else if (value instanceof Long number) {
      label(keys, slot, number.longValue());
    } else if (value instanceof Boolean truth) {
      keys.label(slot, truth ? "true" : "false");
    } else if (value instanceof BigDecimal || value instanceof BigInteger) {
      keys.label(slot, bounded((Number) value));
    } else if (value instanceof Number number) {
      keys.label(slot, number.doubleValue());
    } else if (value instanceof Optional<?> optional) {
      Object content = optional.orElse(null);
      if (!(content instanceof Optional<?>)) {
        label(keys, slot, content);
      }
    } else if (value != null) {
      String name = Cells.name(value);
      if (name != null && !name.isBlank()) {
        keys.label(slot, name);
      }
    }
  }

  private static void items(SlotKeys keys, int slot, Object values) {
    int length = Positions.length(values);
    Iterator<?> sequence = Positions.sequence(values);
    StringBuilder text = new StringBuilder();
    // One more than can be used, so that too many are seen to be too many.
    for (int i = 0; i < Math.min(length, MAX_ITEMS + 1); i++) {
      Object item = sequence == null ? Positions.element(values, i) : sequence.next();
      String name = itemName(item);
      if (name == null && item != null) {
        return; // A label with an item less would be another label.
      }
      if (name != null && !name.isBlank()) {
        text.append(SlotKeys.ITEM).append(name);
      }
    }
    if (text.length() > 0) {
      keys.label(slot, text.toString());
    }
  }

  /** Numbers are named as predicted ones are. */
  private static @Nullable String itemName(@Nullable Object item) {
    if (item instanceof Double
        || item instanceof Float
        || item instanceof BigDecimal
        || item instanceof BigInteger) {
      Number number = (Number) item;
      boolean big = item instanceof BigDecimal || item instanceof BigInteger;
      double value = big ? bounded(number) : number.doubleValue();
      return Double.isFinite(value) ? CellText.category(value) : null;
    }
    return Cells.name(item);
  }

  /** Writes a segment of a call, if the value has a name. */
  public static void segment(SlotKeys keys, int lead, int segment, @Nullable Object value) {
    String name = Cells.name(value);
    if (name != null && !name.isBlank()) {
      keys.segment(lead, segment, name);
    }
  }

  /** The conversion of huge exact numbers takes time that grows faster than their length. */
  private static double bounded(Number number) {
    int bits =
        number instanceof BigDecimal decimal
            ? decimal.unscaledValue().bitLength()
            : ((BigInteger) number).bitLength();
    return bits > 1 << 14 ? Double.NaN : number.doubleValue();
  }
}
