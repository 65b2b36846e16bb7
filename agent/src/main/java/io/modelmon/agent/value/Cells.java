package io.modelmon.agent.value;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CellValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Calendar;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Writes single values into the cells of a slot.
 *
 * <p>Numbers of any class become doubles; truth values, characters, enum constants and texts become
 * texts of at most {@value #MAX_TEXT} characters; null and empty optionals stay missing; times that
 * configuration lists become milliseconds since the epoch, dates without a time days, times of day
 * and local date-times seconds; everything else is of a wrong type.
 *
 * <p><b>Cost:</b> no allocation for boxed numbers, truth values, enum constants, short strings and
 * ASCII characters. <b>Threads:</b> stateless.
 */
public final class Cells {

  /** The most characters of a text that are kept. */
  public static final int MAX_TEXT = 128;

  /** Below it the digits of a number as a category are all of its digits. */
  static final long EXACT = 1_000_000_000_000_000L;

  private static final int MAX_BITS = 1 << 14;
  private static final String[] ASCII = ascii();

  private Cells() {}

  /** Writes a value; the cell must be fresh, that is, missing. */
  public static void write(CaptureBuffer buffer, int slot, int column, @Nullable Object value) {
    if (value instanceof Double number) {
      buffer.number(slot, column, number);
    } else if (value instanceof Integer number) {
      buffer.number(slot, column, number);
    } else if (value instanceof String text) {
      buffer.text(slot, column, text.length() <= MAX_TEXT ? text : shortened(text));
    } else if (value instanceof Number number) {
      buffer.number(slot, column, number(number));
    } else if (value instanceof Boolean truth) {
      truth(buffer, slot, column, truth);
    } else if (value instanceof Enum<?> constant) {
      text(buffer, slot, column, constant.name());
    } else if (value != null) {
      writeRare(buffer, slot, column, value);
    }
  }

  /** Writes a truth value as {@code true} or {@code false}. */
  public static void truth(CaptureBuffer buffer, int slot, int column, boolean value) {
    buffer.text(slot, column, value ? "true" : "false");
  }

  /** Writes a character as a text of one character. */
  public static void character(CaptureBuffer buffer, int slot, int column, char value) {
    buffer.text(slot, column, value < ASCII.length ? ASCII[value] : String.valueOf(value));
  }

  /** Writes a whole number that names something: one that a double cannot hold, as its digits. */
  public static void item(CaptureBuffer buffer, int slot, int column, long value) {
    if (value > -EXACT && value < EXACT) {
      buffer.number(slot, column, (double) value);
    } else {
      buffer.text(slot, column, Long.toString(value));
    }
  }

  /** Marks a cell as one of a wrong type. */
  public static void invalid(CaptureBuffer buffer, int slot, int column) {
    buffer.number(slot, column, CellValues.WRONG_TYPE);
  }

  /**
   * Returns a value as a name, for instance of a model or a map key, or null where the value is of
   * a class that has no natural name.
   */
  public static @Nullable String name(@Nullable Object value) {
    Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (plain instanceof String text) {
      return text.length() <= MAX_TEXT ? text : shortened(text);
    }
    if (plain instanceof Enum<?> constant) {
      return constant.name();
    }
    if (plain instanceof Integer
        || plain instanceof Long
        || plain instanceof Short
        || plain instanceof Byte
        || plain instanceof Double
        || plain instanceof Float
        || plain instanceof Boolean
        || plain instanceof Character
        || plain instanceof UUID) {
      return plain.toString();
    }
    return plain instanceof CharSequence text ? shortened(text) : null;
  }

  private static double number(Number number) {
    // The conversion of huge exact numbers takes time that grows faster than their length.
    if (number instanceof BigDecimal decimal && decimal.unscaledValue().bitLength() > MAX_BITS) {
      return CellValues.WRONG_TYPE;
    }
    if (number instanceof BigInteger integer && integer.bitLength() > MAX_BITS) {
      return integer.signum() * Double.POSITIVE_INFINITY;
    }
    return number.doubleValue();
  }

  private static void writeRare(CaptureBuffer buffer, int slot, int column, Object value) {
    if (value instanceof Character character) {
      character(buffer, slot, column, character);
    } else if (value instanceof Optional<?> optional) {
      Object content = optional.orElse(null);
      if (content instanceof Optional<?>) {
        invalid(buffer, slot, column);
      } else {
        write(buffer, slot, column, content);
      }
    } else if (value instanceof OptionalDouble optional) {
      buffer.number(slot, column, optional.orElse(CellValues.MISSING));
    } else if (value instanceof OptionalInt optional) {
      buffer.number(slot, column, optional.isPresent() ? optional.getAsInt() : Double.NaN);
    } else if (value instanceof OptionalLong optional) {
      buffer.number(slot, column, optional.isPresent() ? optional.getAsLong() : Double.NaN);
    } else if (value instanceof AtomicBoolean truth) {
      truth(buffer, slot, column, truth.get());
    } else if (value instanceof CharSequence text) {
      buffer.text(slot, column, shortened(text));
    } else {
      writeTimeOrId(buffer, slot, column, value);
    }
  }

  @SuppressWarnings("JavaUtilDate") // Applications have such values, and not all know toInstant().
  private static void writeTimeOrId(CaptureBuffer buffer, int slot, int column, Object value) {
    if (value instanceof Date date) {
      buffer.number(slot, column, (double) date.getTime());
    } else if (value instanceof Calendar calendar) {
      buffer.number(slot, column, (double) calendar.getTimeInMillis());
    } else if (value instanceof Instant instant) {
      buffer.number(slot, column, millis(instant));
    } else if (value instanceof ZonedDateTime time) {
      buffer.number(slot, column, millis(time.toInstant()));
    } else if (value instanceof OffsetDateTime time) {
      buffer.number(slot, column, millis(time.toInstant()));
    } else if (value instanceof LocalDate date) {
      buffer.number(slot, column, (double) date.toEpochDay());
    } else if (value instanceof LocalDateTime time) {
      buffer.number(slot, column, (double) time.toEpochSecond(ZoneOffset.UTC));
    } else if (value instanceof LocalTime time) {
      buffer.number(slot, column, time.toSecondOfDay());
    } else if (value instanceof UUID
        || value instanceof TemporalAccessor
        || value instanceof TemporalAmount) {
      text(buffer, slot, column, value.toString());
    } else {
      invalid(buffer, slot, column);
    }
  }

  private static double millis(Instant instant) {
    return instant.getEpochSecond() * 1e3 + instant.getNano() / 1e6;
  }

  private static void text(CaptureBuffer buffer, int slot, int column, String text) {
    buffer.text(slot, column, text.length() <= MAX_TEXT ? text : shortened(text));
  }

  private static String shortened(CharSequence text) {
    int length = Math.min(text.length(), MAX_TEXT);
    // Half of a surrogate pair at the cut would not be valid UTF-8 later.
    if (length == MAX_TEXT && Character.isHighSurrogate(text.charAt(length - 1))) {
      length--;
    }
    String cut = text.subSequence(0, length).toString();
    return cut.length() <= MAX_TEXT ? cut : cut.substring(0, MAX_TEXT);
  }

  private static String[] ascii() {
    String[] texts = new String[128];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = String.valueOf((char) i);
    }
    return texts;
  }
}
