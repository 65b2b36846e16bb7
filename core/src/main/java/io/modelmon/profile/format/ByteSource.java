package io.modelmon.profile.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Content from the bytes of a {@link ByteSink}. */
public final class ByteSource implements ContentSource {

  private final ByteBuffer in;
  private final int start;
  private final Deque<Integer> left = new ArrayDeque<>();

  /**
   * Creates a source.
   *
   * @param content the content, not copied
   * @param start what precedes it in its file, for messages, in bytes
   */
  public ByteSource(byte[] content, int start) {
    this.in = ByteBuffer.wrap(content);
    this.start = start;
  }

  @Override
  public void begin(String key) {}

  @Override
  public void end() {}

  @Override
  public void beginList(String key) {
    left.push(length(key, 1));
  }

  @Override
  public boolean hasNext() {
    int items = left.pop();
    if (items > 0) {
      left.push(items - 1);
    }
    return items > 0;
  }

  @Override
  public int choice(String key, List<String> choices) {
    require(key, 1, 1);
    int index = in.get();
    if (index < 0 || index >= choices.size()) {
      throw problem("'" + key + "' must be one of " + choices + ", but is number " + index);
    }
    return index;
  }

  @Override
  public String text(String key) {
    byte[] utf8 = new byte[length(key, 1)];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  @Override
  public boolean flag(String key) {
    require(key, 1, 1);
    return in.get() != 0;
  }

  @Override
  public int size(String key) {
    require(key, 1, Integer.BYTES);
    int size = in.getInt();
    if (size < 0) {
      throw problem("'" + key + "' must be 0 or more, but is " + size);
    }
    return size;
  }

  @Override
  public long count(String key) {
    require(key, 1, Long.BYTES);
    return in.getLong();
  }

  @Override
  public double number(String key) {
    require(key, 1, Double.BYTES);
    return in.getDouble();
  }

  @Override
  public long[] counts(String key, int size) {
    require(key, size, Long.BYTES);
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.getLong();
    }
    return values;
  }

  @Override
  public double[] numbers(String key, int size) {
    require(key, size, Double.BYTES);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.getDouble();
    }
    return values;
  }

  @Override
  public List<String> texts(String key) {
    int size = length(key, Integer.BYTES);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(text(key));
    }
    return values;
  }

  @Override
  public long[] hashes(String key) {
    return counts(key, length(key, Long.BYTES));
  }

  @Override
  public void finish() {
    if (in.hasRemaining()) {
      throw problem(in.remaining() + " bytes after the end");
    }
  }

  @Override
  public String place() {
    return "byte " + (start + in.position());
  }

  private int length(String key, int leastBytes) {
    int length = size(key);
    require(key, length, leastBytes);
    return length;
  }

  private void require(String key, int length, int bytesEach) {
    if (length < 0 || (long) length * bytesEach > in.remaining()) {
      throw problem("the length of '" + key + "', " + length + ", exceeds what is left");
    }
  }

  private ContentException problem(String what) {
    return new ContentException(place(), what);
  }
}
