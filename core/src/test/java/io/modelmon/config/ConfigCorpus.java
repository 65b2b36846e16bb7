package io.modelmon.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The configuration files under {@code src/test/resources/config}. */
final class ConfigCorpus {
  private static final Path ROOT = Path.of("src", "test", "resources", "config");
  private static final String EXPECTATION = "# expect: ";

  private ConfigCorpus() {}

  /** A problem that a broken file announces in its first lines. */
  record Expectation(int line, String path, String remedy) {}

  /** Returns the files without a problem. */
  static List<Path> good() {
    return files(ROOT.resolve("good"));
  }

  /** Returns the files with problems. */
  static List<Path> broken() {
    return files(ROOT.resolve("broken"));
  }

  /** Returns the file that holds everything the format knows, now or later. */
  static Path wholeFormat() {
    return ROOT.resolve("whole-format.yaml");
  }

  /** Returns a copy that only its owner can write, whatever the checkout's umask was. */
  static Path privateCopy(Path file, Path directory) throws IOException {
    return Files.writeString(directory.resolve(file.getFileName()), Files.readString(file));
  }

  /** Returns what a broken file announces, as {@code # expect: line n | path | remedy}. */
  static List<Expectation> expectations(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(EXPECTATION))
        .map(line -> line.substring(EXPECTATION.length()).split(" \\| ", 3))
        .map(
            part ->
                new Expectation(Integer.parseInt(part[0].substring(5)), part[1].strip(), part[2]))
        .toList();
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
