package io.modelmon.export.otel;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The identity of a process, a random UUID.
 *
 * <p>Taken from the operating system where it offers a file of random bytes: {@link
 * UUID#randomUUID} would initialise the security providers, and an application may want to
 * configure them before their first use.
 */
final class InstanceId {

  private static final int VERSION_BYTE = 6;
  private static final int VARIANT_BYTE = 8;

  private InstanceId() {}

  /** Returns a new one. */
  static String random() {
    return from("/dev/urandom");
  }

  static String from(String file) {
    try (InputStream in = new FileInputStream(file)) {
      byte[] bytes = in.readNBytes(2 * Long.BYTES);
      if (bytes.length == 2 * Long.BYTES) {
        bytes[VERSION_BYTE] = (byte) ((bytes[VERSION_BYTE] & 0x0f) | 0x40);
        bytes[VARIANT_BYTE] = (byte) ((bytes[VARIANT_BYTE] & 0x3f) | 0x80);
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
      }
    } catch (IOException | SecurityException absent) {
      // Not every system has it.
    }
    return UUID.randomUUID().toString();
  }
}
