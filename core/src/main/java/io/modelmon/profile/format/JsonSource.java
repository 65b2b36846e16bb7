package io.modelmon.profile.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Content from the JSON of a {@link JsonSink}. White space is free; keys must be there in the order
 * in which they were written, and no others.
 *
 * <p><b>Cost:</b> memory in proportion to the input.
 */
public final class JsonSource implements ContentSource {

  /** A number and the comma after it. */
  private static final int LEAST_CHARACTERS = 2;

  private final JsonText in;
  private boolean first = true;

  /**
   * Creates a source and enters its object.
   *
   * @param utf8 the JSON in UTF-8
   */
  public JsonSource(byte[] utf8) {
    this.in = new JsonText(decoded(utf8));
    in.take('{');
  }

  private static String decoded(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new ContentException("the file", "not in UTF-8");
    }
  }

  /** Goes to the value of a key, or to the next item of a list when the key is empty. */
  private void value(String key) {
    if (!first) {
      in.take(',');
    }
    first = false;
    if (!key.isEmpty()) {
      in.peek();
      int start = in.taken();
      String found = in.quoted();
      if (!found.equals(key)) {
        throw new ContentException(
            in.place(start), "expected the key \"" + key + "\", but found " + found);
      }
      in.take(':');
    }
  }

  @Override
  public void begin(String key) {
    value(key);
    in.take('{');
    first = true;
  }

  @Override
  public void end() {
    in.take('}');
    first = false;
  }

  @Override
  public void beginList(String key) {
    value(key);
    in.take('[');
    first = true;
  }

  @Override
  public boolean hasNext() {
    if (in.peek() != ']') {
      return true;
    }
    in.take(']');
    first = false;
    return false;
  }

  @Override
  public int choice(String key, List<String> choices) {
    int index = choices.indexOf(text(key));
    if (index < 0) {
      throw in.problem("\"" + key + "\" must be one of " + choices);
    }
    return index;
  }

  @Override
  public String text(String key) {
    value(key);
    return in.quoted();
  }

  @Override
  public boolean flag(String key) {
    value(key);
    if (in.takeWord("true")) {
      return true;
    }
    if (in.takeWord("false")) {
      return false;
    }
    throw in.problem("\"" + key + "\" must be true or false");
  }

  @Override
  public int size(String key) {
    long size = count(key);
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw in.problem("\"" + key + "\" must be a size, but is " + size);
    }
    return (int) size;
  }

  @Override
  public long count(String key) {
    value(key);
    return whole();
  }

  private long whole() {
    String number = in.number();
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw in.problem("expected a whole number of 64 bits, but found " + number);
    }
  }

  @Override
  public double number(String key) {
    value(key);
    return number();
  }

  private double number() {
    if (in.peek() == '"') {
      String word = in.quoted();
      return switch (word) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw in.problem("expected a number, but found a text");
      };
    }
    double value = Double.parseDouble(in.number());
    if (Double.isInfinite(value)) {
      throw in.problem("a number too large for 64 bits");
    }
    return value;
  }

  @Override
  public long[] counts(String key, int size) {
    requireLeft(key, size);
    long[] values = new long[size];
    beginList(key);
    for (int i = 0; i < size; i++) {
      item(key, size, i);
      values[i] = whole();
    }
    endArray(key, size);
    return values;
  }

  @Override
  public double[] numbers(String key, int size) {
    requireLeft(key, size);
    double[] values = new double[size];
    beginList(key);
    for (int i = 0; i < size; i++) {
      item(key, size, i);
      values[i] = number();
    }
    endArray(key, size);
    return values;
  }

  private void requireLeft(String key, int size) {
    if (size < 0 || (long) size * LEAST_CHARACTERS > in.left()) {
      throw in.problem("\"" + key + "\" cannot have " + size + " items in what is left");
    }
  }

  private void item(String key, int size, int index) {
    if (in.peek() == ']') {
      throw in.problem("\"" + key + "\" must have " + size + " items, but has " + index);
    }
    value("");
  }

  private void endArray(String key, int size) {
    if (in.peek() == ',') {
      throw in.problem("\"" + key + "\" must have " + size + " items, but has more");
    }
    in.take(']');
    first = false;
  }

  @Override
  public List<String> texts(String key) {
    List<String> values = new ArrayList<>();
    beginList(key);
    while (hasNext()) {
      values.add(text(""));
    }
    return values;
  }

  @Override
  public long[] hashes(String key) {
    long[] values = new long[8];
    int size = 0;
    beginList(key);
    while (hasNext()) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      String hash = text("");
      if (hash.length() != 2 * Long.BYTES || !hash.chars().allMatch(HexFormat::isHexDigit)) {
        throw in.problem("expected 16 hexadecimal digits");
      }
      values[size++] = HexFormat.fromHexDigitsToLong(hash);
    }
    return Arrays.copyOf(values, size);
  }

  @Override
  public void finish() {
    in.take('}');
    if (in.peek() != 0 || in.left() > 0) {
      throw in.problem("something after the end");
    }
  }

  @Override
  public String place() {
    return in.place();
  }
}
