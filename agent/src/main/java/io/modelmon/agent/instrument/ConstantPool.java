package io.modelmon.agent.instrument;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The constant pool of a class file, as offsets into its bytes.
 *
 * <p><b>Cost:</b> one pass over the pool; {@link #contains} allocates nothing. <b>Threads:</b>
 * immutable, as long as nobody writes the bytes.
 *
 * @see "The Java Virtual Machine Specification, section 4.4"
 */
final class ConstantPool {

  private static final int FIRST = 10;
  private static final int UTF8 = 1;
  private static final int CLASS = 7;

  private final byte[] bytes;
  private final int[] offsets;
  private final int end;

  private ConstantPool(byte[] bytes, int[] offsets, int end) {
    this.bytes = bytes;
    this.offsets = offsets;
    this.end = end;
  }

  /** Returns the major version, or -1 when the bytes do not start like a class file. */
  static int majorVersion(byte[] bytes) {
    if (bytes.length < FIRST || u2(bytes, 0) != 0xCAFE || u2(bytes, 2) != 0xBABE) {
      return -1;
    }
    return u2(bytes, 6);
  }

  /**
   * Returns whether any UTF-8 constant matches any of the patterns; false for bytes that cannot be
   * read.
   */
  static boolean contains(byte[] bytes, Utf8Pattern[] patterns) {
    if (majorVersion(bytes) < 0) {
      return false;
    }
    int count = u2(bytes, 8);
    int offset = FIRST;
    for (int i = 1; i < count; i++) {
      int size = size(bytes, offset);
      if (size < 0) {
        return false;
      }
      int tag = bytes[offset];
      if (tag == UTF8 && matches(bytes, offset + 3, size - 3, patterns)) {
        return true;
      }
      offset += size;
      if (isWide(tag)) {
        i++;
      }
    }
    return false;
  }

  /** Reads the offsets of all constants. */
  static ConstantPool read(byte[] bytes) throws MalformedClassException {
    if (majorVersion(bytes) < 0) {
      throw new MalformedClassException("not a class file");
    }
    int[] offsets = new int[u2(bytes, 8)];
    int offset = FIRST;
    for (int i = 1; i < offsets.length; i++) {
      int size = size(bytes, offset);
      if (size < 0) {
        throw new MalformedClassException("unknown or truncated constant");
      }
      offsets[i] = offset;
      if (isWide(bytes[offset])) {
        i++;
      }
      offset += size;
    }
    return new ConstantPool(bytes, offsets, offset);
  }

  /** Returns the offset of the first byte behind the pool. */
  int end() {
    return end;
  }

  /** Returns the text of a UTF-8 constant. */
  String utf8(int index) throws MalformedClassException {
    int offset = offset(index, UTF8);
    return new String(bytes, offset + 3, u2(bytes, offset + 1), StandardCharsets.UTF_8);
  }

  /** Returns the internal name that a class constant holds, or null for index 0. */
  @Nullable String className(int index) throws MalformedClassException {
    return index == 0 ? null : utf8(u2(bytes, offset(index, CLASS) + 1));
  }

  private int offset(int index, int tag) throws MalformedClassException {
    if (index <= 0 || index >= offsets.length || offsets[index] == 0) {
      throw new MalformedClassException("no such constant");
    }
    if (bytes[offsets[index]] != tag) {
      throw new MalformedClassException("a constant of another kind");
    }
    return offsets[index];
  }

  private static boolean matches(byte[] bytes, int offset, int length, Utf8Pattern[] patterns) {
    for (Utf8Pattern pattern : patterns) {
      if (pattern.matches(bytes, offset, length)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the size of a constant with its tag, or -1 when it is unknown or cut off. */
  private static int size(byte[] bytes, int offset) {
    if (offset + 3 > bytes.length) {
      return -1;
    }
    int size =
        switch (bytes[offset]) {
          case UTF8 -> 3 + u2(bytes, offset + 1);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
          case 5, 6 -> 9;
          case CLASS, 8, 16, 19, 20 -> 3;
          case 15 -> 4;
          default -> -1;
        };
    return size > bytes.length - offset ? -1 : size;
  }

  private static boolean isWide(int tag) {
    return tag == 5 || tag == 6;
  }

  private static int u2(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
  }
}
