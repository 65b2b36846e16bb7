package io.modelmon.profile;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The file format of reference profiles.
 *
 * <pre>
 * 8 bytes   "MODELMON" in ASCII
 * int       format version
 * long      creation time in milliseconds since 1970
 * …         content: see ProfileWriter
 * 32 bytes  SHA-256 of all bytes before
 * </pre>
 *
 * <p>A profile is written in the lowest version that can hold it: 1 without sampled rows, 2 with.
 * All numbers are big-endian. Nothing is interpreted before the checksum of the whole file is
 * right, so that a truncated or altered file is one clear message and never a strange profile.
 */
public final class ProfileCodec {

  /** The newest version this class writes and reads: with sampled rows. */
  public static final int FORMAT_VERSION = 2;

  /** The version of profiles without sampled rows. */
  private static final int PLAIN_VERSION = 1;

  private static final long MAX_BYTES = 256L << 20;
  private static final byte[] MAGIC = {'M', 'O', 'D', 'E', 'L', 'M', 'O', 'N'};
  private static final int HEADER = MAGIC.length + Integer.BYTES + Long.BYTES;
  private static final int CHECKSUM = 32;
  private static final int ID_BYTES = 8;

  private ProfileCodec() {}

  /** Writes a profile so that a reader sees the old file, or the new one, and never a part. */
  public static void write(ReferenceProfile profile, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException("not a file name: " + file);
    }
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, target.getFileName().toString(), ".tmp");
    try {
      Files.write(temporary, encode(profile));
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads a profile.
   *
   * @throws ProfileFormatException when the file is not a profile, is damaged or is of another
   *     version; its message says which
   * @throws IOException when the file cannot be read at all
   */
  public static ReferenceProfile read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new ProfileFormatException("too large for a profile: " + size + " bytes");
    }
    return decode(Files.readAllBytes(file));
  }

  /** Returns the bytes of a profile's file. */
  public static byte[] encode(ReferenceProfile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeInt(profile.sampledRows() == null ? PLAIN_VERSION : FORMAT_VERSION);
      out.writeLong(profile.created().toEpochMilli());
      out.write(ProfileWriter.content(profile));
      out.write(sha256(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the profile in the bytes of a file.
   *
   * @throws ProfileFormatException as {@link #read}
   */
  public static ReferenceProfile decode(byte[] bytes) throws ProfileFormatException {
    if (bytes.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new ProfileFormatException("not a modelmon profile");
    }
    if (bytes.length < HEADER + CHECKSUM) {
      throw new ProfileFormatException("truncated: only " + bytes.length + " bytes");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, MAGIC.length, HEADER - MAGIC.length);
    int version = header.getInt();
    int end = bytes.length - CHECKSUM;
    boolean intact =
        Arrays.equals(sha256(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length));
    if (!intact) {
      throw new ProfileFormatException("damaged: truncated or altered, the checksum is wrong");
    }
    if (version != PLAIN_VERSION && version != FORMAT_VERSION) {
      throw new ProfileFormatException(
          "format version "
              + version
              + ", but only those up to "
              + FORMAT_VERSION
              + " can be read");
    }
    byte[] content = Arrays.copyOfRange(bytes, HEADER, end);
    try {
      Instant created = Instant.ofEpochMilli(header.getLong());
      boolean sampled = version == FORMAT_VERSION;
      return new ProfileReader(content).profile(created, contentId(content), sampled);
    } catch (IllegalArgumentException e) {
      throw new ProfileFormatException("inconsistent: " + e.getMessage());
    }
  }

  static String contentId(byte[] content) {
    return HexFormat.of().formatHex(sha256(content, content.length), 0, ID_BYTES);
  }

  private static byte[] sha256(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
