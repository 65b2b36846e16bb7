package io.modelmon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody else may have written a file.
 *
 * <p>A configuration decides which methods of the application are called and which files are
 * written, so a file that any user of the machine can change, or put in place, is not used. Only
 * POSIX file systems are checked.
 */
final class FileTrust {
  private static final Path SELF = Path.of("/proc/self");

  private FileTrust() {}

  /**
   * A reason not to trust a file.
   *
   * @param reason what is wrong, to follow the file's name
   * @param remedy what to do
   */
  record Objection(String reason, String remedy) {}

  /** Returns why a file is not to be trusted, or null when it is. */
  static @Nullable Objection objection(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return null;
    }
    if (view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      return new Objection("can be changed by every user", "take the right away: chmod o-w");
    }
    if (isPlanted(file.toAbsolutePath()) || isPlanted(file.toRealPath())) {
      return new Objection(
          "belongs to another user, in a folder that every user can write to",
          "move it to a folder of your own");
    }
    return null;
  }

  /** Returns whether another user can have put the file, or a link of that name, there. */
  private static boolean isPlanted(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null
        || !Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
      return false;
    }
    String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    return !owner.equals("root") && !owner.equals("0") && !owner.equals(user());
  }

  /** Returns the user of this process; its home in /proc knows it even without a name. */
  private static String user() throws IOException {
    return Files.exists(SELF)
        ? Files.getOwner(SELF).getName()
        : System.getProperty("user.name", "");
  }
}
