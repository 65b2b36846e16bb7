package io.modelmon.profile;

import io.modelmon.profile.format.ByteSink;
import io.modelmon.profile.format.ByteSource;
import io.modelmon.profile.format.ContentException;
import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import io.modelmon.profile.format.JsonSink;
import io.modelmon.profile.format.JsonSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * A kind of file: content with a name, a version and a checksum around it, as bytes or as JSON.
 *
 * <pre>
 * 8 bytes   the name in ASCII
 * int       format version
 * …         content
 * 32 bytes  SHA-256 of all bytes before
 * </pre>
 *
 * <p>JSON carries the checksum that the same content has as bytes, so that it may be indented
 * otherwise and still be checked.
 *
 * @param magic the name in bytes, 8 characters
 * @param format the name in JSON
 * @param newest the newest version; all from 1 are read
 */
record Sealed(String magic, String format, int newest) {

  private static final int CHECKSUM = 32;

  /** Reads content of a version. */
  interface Reading<T> {
    T from(int version, ContentSource in);
  }

  byte[] bytes(int version, Consumer<ContentSink> content) {
    ByteSink out = new ByteSink();
    content.accept(out);
    byte[] body = out.toBytes();
    byte[] file =
        ByteBuffer.allocate(header() + body.length + CHECKSUM)
            .put(magic.getBytes(StandardCharsets.US_ASCII))
            .putInt(version)
            .put(body)
            .array();
    byte[] checksum = sha256(file, header() + body.length);
    System.arraycopy(checksum, 0, file, header() + body.length, CHECKSUM);
    return file;
  }

  private int header() {
    return magic.length() + Integer.BYTES;
  }

  byte[] json(int version, Consumer<ContentSink> content) {
    JsonSink out = new JsonSink();
    out.text("format", format);
    out.size("version", version);
    content.accept(out);
    out.text("sha256", checksum(version, content));
    return out.toJson().getBytes(StandardCharsets.UTF_8);
  }

  private String checksum(int version, Consumer<ContentSink> content) {
    byte[] file = bytes(version, content);
    return HexFormat.of().formatHex(file, file.length - CHECKSUM, file.length);
  }

  /** Returns the content of a file in either form. */
  <T> T read(byte[] file, Reading<T> reading, Writing<T> writing) throws ProfileFormatException {
    boolean json = file.length > 0 && List.of('{', ' ', '\n', '\r', '\t').contains((char) file[0]);
    return json ? fromJson(file, reading, writing) : fromBytes(file, reading);
  }

  /** Writes content again, to see whether it has the checksum that stands beside it. */
  interface Writing<T> {
    void to(T content, ContentSink out);
  }

  private <T> T fromBytes(byte[] file, Reading<T> reading) throws ProfileFormatException {
    byte[] name = magic.getBytes(StandardCharsets.US_ASCII);
    if (file.length < name.length || !Arrays.equals(name, Arrays.copyOf(file, name.length))) {
      throw new ProfileFormatException("not a " + format);
    }
    if (file.length < header() + CHECKSUM) {
      throw new ProfileFormatException("truncated: only " + file.length + " bytes");
    }
    int end = file.length - CHECKSUM;
    if (!Arrays.equals(sha256(file, end), Arrays.copyOfRange(file, end, file.length))) {
      throw new ProfileFormatException("damaged: truncated or altered, the checksum is wrong");
    }
    int version = ByteBuffer.wrap(file, name.length, Integer.BYTES).getInt();
    requireKnown(version);
    ContentSource in = new ByteSource(Arrays.copyOfRange(file, header(), end), header());
    try {
      T content = reading.from(version, in);
      in.finish();
      return content;
    } catch (IllegalArgumentException e) {
      throw inconsistent(in, e);
    }
  }

  private <T> T fromJson(byte[] file, Reading<T> reading, Writing<T> writing)
      throws ProfileFormatException {
    ContentSource in;
    T content;
    int version;
    String checksum;
    try {
      in = new JsonSource(file);
    } catch (IllegalArgumentException e) {
      throw new ProfileFormatException("not a " + format + ": " + e.getMessage());
    }
    try {
      if (!in.text("format").equals(format)) {
        throw new ProfileFormatException("not a " + format);
      }
      version = in.size("version");
      requireKnown(version);
      content = reading.from(version, in);
      checksum = in.text("sha256");
      in.finish();
    } catch (IllegalArgumentException e) {
      throw inconsistent(in, e);
    }
    if (!checksum.equals(checksum(version, out -> writing.to(content, out)))) {
      throw new ProfileFormatException("damaged: altered, the checksum is wrong");
    }
    return content;
  }

  private void requireKnown(int version) throws ProfileFormatException {
    if (version < 1 || version > newest) {
      throw new ProfileFormatException(
          version > newest
              ? "format version %d, but only up to %d can be read: use a newer modelmon"
                  .formatted(version, newest)
              : "format version " + version + ", which never was");
    }
  }

  private static ProfileFormatException inconsistent(ContentSource in, RuntimeException cause) {
    String message = String.valueOf(cause.getMessage());
    boolean placed = cause instanceof ContentException;
    return new ProfileFormatException(
        "inconsistent: " + (placed ? message : "before " + in.place() + ": " + message));
  }

  static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
