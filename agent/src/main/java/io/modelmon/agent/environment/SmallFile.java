package io.modelmon.agent.environment;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file of the operating system that is read again and again. One that cannot be read is not tried
 * again.
 *
 * <p><b>Cost:</b> one open, one or two reads, at most the given number of bytes. <b>Threads:</b>
 * confined to one.
 */
final class SmallFile {

  private static final byte[] NOTHING = {};

  private final String path;
  private final byte[] buffer;
  private boolean absent;

  SmallFile(String path, int maxBytes) {
    this.path = path;
    this.buffer = new byte[maxBytes];
  }

  /** Returns whether it can be read now. */
  boolean readable() {
    return bytes().length > 0;
  }

  /** Returns its first bytes; none when it cannot be read. */
  byte[] bytes() {
    if (absent) {
      return NOTHING;
    }
    try (FileInputStream in = new FileInputStream(path)) {
      int length = in.readNBytes(buffer, 0, buffer.length);
      return Arrays.copyOf(buffer, length);
    } catch (IOException | RuntimeException e) {
      absent = true; // what refuses once refuses always; reading on would cost for nothing
      return NOTHING;
    }
  }

  /** Returns its first characters; empty when it cannot be read. */
  String text() {
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }
}
