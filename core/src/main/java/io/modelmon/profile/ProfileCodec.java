package io.modelmon.profile;

import io.modelmon.profile.format.ByteSink;
import io.modelmon.profile.format.ContentSink;
import io.modelmon.profile.format.ContentSource;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The file format of reference profiles, in two forms that hold the same: compact bytes, and JSON.
 *
 * <pre>
 * 8 bytes   "MODELMON" in ASCII
 * int       format version
 * long      creation time in milliseconds since 1970
 * …         content: see ProfileContent
 * 32 bytes  SHA-256 of all bytes before
 * </pre>
 *
 * <p>All numbers are big-endian. Nothing is interpreted before the checksum of the whole file is
 * right, so that a truncated or altered file is one clear message and never a strange profile. In
 * JSON numbers are texts that give the same double back, and the checksum is that of the compact
 * form.
 *
 * <p>A profile is written in the lowest version that can hold it: {@value #FORMAT_VERSION} with
 * sensitive columns, 5 divided by segments, 4 with the performance on training rows and what
 * estimates miss of it, 3 with the performance only, 2 with seasons or sampled rows, 1 without any
 * of them.
 */
public final class ProfileCodec {

  /** The newest version this class writes and reads; it reads all from 1. */
  public static final int FORMAT_VERSION = ProfileContent.SENSITIVE;

  private static final Sealed FILE = new Sealed("MODELMON", "modelmon profile", FORMAT_VERSION);
  private static final long MAX_BYTES = 256L << 20;
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
   * Reads a profile in either form.
   *
   * @throws ProfileFormatException when the file is not a profile, is damaged or is of a newer
   *     version; its message says which, and where
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
    return FILE.bytes(ProfileContent.version(profile), out -> write(profile, out));
  }

  /** Returns a profile as JSON in UTF-8. */
  public static byte[] encodeJson(ReferenceProfile profile) {
    return FILE.json(ProfileContent.version(profile), out -> write(profile, out));
  }

  /**
   * Returns the profile in the bytes of a file of either form.
   *
   * @throws ProfileFormatException as {@link #read}
   */
  public static ReferenceProfile decode(byte[] bytes) throws ProfileFormatException {
    return FILE.read(bytes, ProfileCodec::read, ProfileCodec::write);
  }

  private static void write(ReferenceProfile profile, ContentSink out) {
    out.count("created_millis", profile.created().toEpochMilli());
    ProfileContent.write(profile, out);
  }

  private static ReferenceProfile read(int version, ContentSource in) {
    long millis = in.count("created_millis");
    try {
      return ProfileContent.read(version, Instant.ofEpochMilli(millis), in);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("created_millis " + millis + " is no time", e);
    }
  }

  /** Returns the hash of everything but the time. */
  static String contentId(ReferenceProfile profile) {
    ByteSink out = new ByteSink();
    ProfileContent.write(profile, out);
    byte[] content = out.toBytes();
    return HexFormat.of().formatHex(Sealed.sha256(content, content.length), 0, ID_BYTES);
  }
}
