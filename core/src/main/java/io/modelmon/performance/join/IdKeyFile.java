package io.modelmon.performance.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The file with the 128-bit key under which a store knows ids; readable by its owner only. */
final class IdKeyFile {

  private static final int BYTES = 16;

  private IdKeyFile() {}

  /**
   * Reads the key, making one when there is none.
   *
   * @return the two halves, or null, after one line, when it can be neither read nor written
   */
  static long @Nullable [] read(Path file, Consumer<String> log) {
    try {
      if (!Files.exists(file) || Files.size(file) != BYTES) {
        create(file);
      }
      ByteBuffer key = ByteBuffer.wrap(Files.readAllBytes(file));
      return new long[] {key.getLong(), key.getLong()};
    } catch (IOException | RuntimeException e) {
      log.accept("label store: key " + file + " cannot be used (" + e + "); memory only");
      return null;
    }
  }

  private static void create(Path file) throws IOException {
    Path made = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(made);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(
        made, ByteBuffer.allocate(BYTES).putLong(randomLong()).putLong(randomLong()).array());
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns a number that nobody can guess. */
  static long randomLong() {
    return new SecureRandom().nextLong();
  }
}
