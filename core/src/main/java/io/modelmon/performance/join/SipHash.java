package io.modelmon.performance.join;

/** The state of one run of SipHash-2-4-128; words are little-endian. */
final class SipHash {

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long first;
  private long second;

  SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /** Takes eight bytes. */
  void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  /**
   * Takes the last bytes.
   *
   * @param rest at most seven, the others 0
   * @param length of all bytes
   */
  void end(long rest, long length) {
    word(rest | length << 56);
    v2 ^= 0xee;
    rounds();
    first = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds();
    second = v0 ^ v1 ^ v2 ^ v3;
  }

  /** Returns the first eight bytes. */
  long first() {
    return first;
  }

  /** Returns the last eight bytes. */
  long second() {
    return second;
  }

  private void rounds() {
    round();
    round();
    round();
    round();
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
