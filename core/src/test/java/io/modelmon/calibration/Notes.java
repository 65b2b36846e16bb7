package io.modelmon.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Lines of tables that simulations leave in {@code target/calibration}. */
public final class Notes {

  private Notes() {}

  /** Appends a formatted line to a file. */
  public static synchronized void add(String file, String format, Object... values)
      throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "calibration"));
    Files.writeString(
        folder.resolve(file),
        String.format(Locale.ROOT, format, values) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
