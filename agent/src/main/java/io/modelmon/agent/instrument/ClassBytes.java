package io.modelmon.agent.instrument;

/** A checked reading position in the bytes of a class file. <b>Threads:</b> confined. */
final class ClassBytes {

  private final byte[] bytes;
  private int position;

  ClassBytes(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  int majorVersion() {
    return ConstantPool.majorVersion(bytes);
  }

  int position() {
    return position;
  }

  int u1() throws MalformedClassException {
    require(1);
    return bytes[position++] & 0xFF;
  }

  int u2() throws MalformedClassException {
    return u1() << 8 | u1();
  }

  /** Reads a length; one that does not fit into an int is damage. */
  int u4() throws MalformedClassException {
    int value = u2() << 16 | u2();
    require(value);
    return value;
  }

  void skip(int count) throws MalformedClassException {
    require(count);
    position += count;
  }

  void moveTo(int target) throws MalformedClassException {
    if (target < position) {
      throw new MalformedClassException("an attribute is longer than it says");
    }
    position = target;
  }

  void require(int count) throws MalformedClassException {
    if (count < 0 || count > bytes.length - position) {
      throw new MalformedClassException("truncated");
    }
  }
}
