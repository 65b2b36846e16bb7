package io.modelmon.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file on disk: found, trusted, and decoded.
 *
 * <p>UTF-8 and UTF-16 are told apart by byte order mark or, without one, by where zero bytes stand.
 */
final class ConfigFile {
  private static final int MAX_BYTES = 4 * YamlTree.MAX_CODE_POINTS;
  private static final String GIVE_A_FILE =
      "give the path of a file: agent argument, -Dmodelmon.config or MODELMON_CONFIG";

  private ConfigFile() {}

  /** Returns the text of a file, or null when it cannot be had, which is reported. */
  static @Nullable String read(Path file, Problems problems) {
    String name = Shown.of(file.toString());
    try {
      if (Files.isDirectory(file)) {
        problems.add(0, "", name + " is a directory", GIVE_A_FILE);
      } else if (!Files.exists(file)) {
        problems.add(0, "", name + " does not exist", GIVE_A_FILE);
      } else if (!Files.isRegularFile(file)) {
        problems.add(0, "", name + " is not a regular file", GIVE_A_FILE);
      } else {
        return trusted(file, name, problems);
      }
    } catch (AccessDeniedException e) {
      problems.add(0, "", name + " cannot be read", "allow this user to read it");
    } catch (CharacterCodingException e) {
      problems.add(0, "", name + " is neither UTF-8 nor UTF-16", "save it as UTF-8");
    } catch (IOException | SecurityException e) {
      String cause = e.getClass().getSimpleName();
      problems.add(0, "", name + " cannot be read (" + cause + ")", "check the file");
    }
    return null;
  }

  private static @Nullable String trusted(Path file, String name, Problems problems)
      throws IOException {
    FileTrust.Objection objection = FileTrust.objection(file);
    if (objection == null) {
      return decode(file, name, problems);
    }
    problems.add(0, "", name + " " + objection.reason(), objection.remedy());
    return null;
  }

  private static @Nullable String decode(Path file, String name, Problems problems)
      throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      problems.add(0, "", name + " is too large", ConfigParser.SIZE_RULE);
      return null;
    }
    return charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static Charset charset(byte[] bytes) {
    int first = bytes.length > 0 ? bytes[0] & 0xff : -1;
    int second = bytes.length > 1 ? bytes[1] & 0xff : -1;
    if ((first == 0xfe && second == 0xff) || (first == 0 && second > 0)) {
      return StandardCharsets.UTF_16BE;
    }
    if ((first == 0xff && second == 0xfe) || (first > 0 && second == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    return StandardCharsets.UTF_8;
  }
}
