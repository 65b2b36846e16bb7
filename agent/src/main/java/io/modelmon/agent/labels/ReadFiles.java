package io.modelmon.agent.labels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder that have been read, noted in a file of lines {@code SHA-256 size name}.
 *
 * <p>A file is known by its name, size and content. Of files that are known the newest {@value
 * #MAX_FILES} are kept.
 *
 * <p><b>Threads:</b> confined to the thread of the folder.
 */
final class ReadFiles {

  /** The files that are remembered at most. */
  static final int MAX_FILES = 10_000;

  private final Path file;
  private final Consumer<String> log;

  /** Content by size and name, oldest first. */
  private final Map<String, String> digests = new LinkedHashMap<>();

  private boolean failed;

  ReadFiles(Path file, Consumer<String> log) {
    this.file = file;
    this.log = log;
  }

  /** Reads what earlier processes noted; a line that was cut off is left out. */
  void load() {
    if (!Files.exists(file)) {
      return;
    }
    int lines = 0;
    try {
      for (String line : Files.readString(file).split("\n", -1)) {
        int digestEnd = line.indexOf(' ');
        if (digestEnd == 64 && line.indexOf(' ', digestEnd + 1) > 0) {
          put(line.substring(digestEnd + 1), line.substring(0, digestEnd));
          lines++;
        }
      }
      if (lines > digests.size()) {
        rewrite();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  /** Returns the content with which a file of this name and size was read, or null. */
  @Nullable String digest(String name, long size) {
    return digests.get(size + " " + name);
  }

  /** Notes that a file has been read. */
  void add(String name, long size, String digest) {
    String key = size + " " + name;
    put(key, digest);
    if (name.indexOf('\n') >= 0) {
      return;
    }
    try {
      byte[] line = (digest + ' ' + key + '\n').getBytes(StandardCharsets.UTF_8);
      Files.write(
          file,
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void put(String key, String digest) {
    digests.remove(key);
    digests.put(key, digest);
    if (digests.size() > MAX_FILES) {
      digests.remove(digests.keySet().iterator().next());
    }
  }

  private void rewrite() throws IOException {
    StringBuilder text = new StringBuilder();
    digests.forEach((key, digest) -> text.append(digest).append(' ').append(key).append('\n'));
    Path made = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(made, text);
    Files.move(made, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void fail(IOException e) {
    if (!failed) {
      failed = true;
      log.accept(
          "label files: what has been read cannot be noted in "
              + file
              + " ("
              + e
              + "); after a restart it is read again");
    }
  }
}
