package io.modelmon.profile.format;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Content as bytes, big-endian, without keys. A text is its length in bytes and UTF-8; a list its
 * size and its items.
 */
public final class ByteSink implements ContentSink {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Creates an empty sink. */
  public ByteSink() {}

  /** Returns what was written. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  private interface Write {
    void run(DataOutputStream out) throws IOException;
  }

  private void write(Write write) {
    try {
      write.run(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  @Override
  public void begin(String key) {}

  @Override
  public void end() {}

  @Override
  public void beginList(String key, int size) {
    size(key, size);
  }

  @Override
  public void endList() {}

  @Override
  public void choice(String key, List<String> choices, int index) {
    write(to -> to.writeByte(index));
  }

  @Override
  public void text(String key, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    size(key, utf8.length);
    write(to -> to.write(utf8));
  }

  @Override
  public void flag(String key, boolean value) {
    write(to -> to.writeBoolean(value));
  }

  @Override
  public void size(String key, int value) {
    write(to -> to.writeInt(value));
  }

  @Override
  public void count(String key, long value) {
    write(to -> to.writeLong(value));
  }

  @Override
  public void number(String key, double value) {
    write(to -> to.writeDouble(value));
  }

  @Override
  public void counts(String key, long[] values) {
    for (long value : values) {
      count(key, value);
    }
  }

  @Override
  public void numbers(String key, double[] values) {
    for (double value : values) {
      number(key, value);
    }
  }

  @Override
  public void texts(String key, List<String> values) {
    size(key, values.size());
    values.forEach(value -> text(key, value));
  }

  @Override
  public void hashes(String key, long[] values) {
    size(key, values.length);
    counts(key, values);
  }
}
