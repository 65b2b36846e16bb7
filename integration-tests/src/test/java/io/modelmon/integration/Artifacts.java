package io.modelmon.integration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jar files that hosts are started with. */
final class Artifacts {

  private static final Path CLASSES = Path.of(System.getProperty("modelmon.test.classes"));
  private static final Path HOSTS =
      jar(CLASSES.resolveSibling("hosts.jar"), Map.of(), name -> name.startsWith("host/"));

  private Artifacts() {}

  /** Returns the jar under test. */
  static Path modelmon() {
    Path jar = Path.of(System.getProperty("modelmon.jar")).normalize();
    if (!Files.isReadable(jar)) {
      throw new IllegalStateException("build the agent first: no file " + jar);
    }
    return jar;
  }

  /** Returns a jar with all hosts and nothing else. */
  static Path hosts() {
    return HOSTS;
  }

  /** Writes a jar of test classes that a filter on their path names selects, and returns it. */
  static Path jar(Path target, Map<String, String> manifest, Predicate<String> filter) {
    return jar(target, manifest, filter, Map.of());
  }

  /**
   * Writes a jar of test classes and further files.
   *
   * @param manifest main attributes of the manifest
   * @param filter selects test classes by path, such as {@code host/Trace.class}
   * @param files contents of further entries, by name
   */
  static Path jar(
      Path target,
      Map<String, String> manifest,
      Predicate<String> filter,
      Map<String, Path> files) {
    return write(target, CLASSES, manifest, filter, files);
  }

  /** Writes a jar of all files in a directory, and returns it. */
  static Path jarOf(Path directory, Path target) {
    return write(target, directory, Map.of(), name -> true, Map.of());
  }

  private static Path write(
      Path target,
      Path root,
      Map<String, String> manifest,
      Predicate<String> filter,
      Map<String, Path> files) {
    try (OutputStream out = Files.newOutputStream(target);
        JarOutputStream jar = new JarOutputStream(out, manifest(manifest))) {
      for (Path file : filesIn(root)) {
        String name = root.relativize(file).toString();
        if (filter.test(name)) {
          add(jar, name, file);
        }
      }
      for (Map.Entry<String, Path> file : files.entrySet()) {
        add(jar, file.getKey(), file.getValue());
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(JarOutputStream jar, String name, Path file) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    Files.copy(file, jar);
    jar.closeEntry();
  }

  private static List<Path> filesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Manifest manifest(Map<String, String> attributes) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.forEach((key, value) -> manifest.getMainAttributes().putValue(key, value));
    return manifest;
  }
}
