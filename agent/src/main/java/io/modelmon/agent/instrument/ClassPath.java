package io.modelmon.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class files of an application on disk: directories, jars, and jars inside Spring Boot and web
 * archives. As in a JVM, the first of several files of one name counts. Class-Path entries of
 * manifests are not followed.
 *
 * <p><b>Cost:</b> {@link #scan} reads everything once and keeps the names; {@link #outline} reads
 * again what it is asked for. <b>Threads:</b> confined.
 */
final class ClassPath implements Parents {

  static final String SUFFIX = ".class";

  private final List<Path> entries;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Location> locations = new HashMap<>();
  private final Map<String, ClassOutline> outlines = new HashMap<>();

  ClassPath(List<Path> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Takes class files. */
  interface Visitor {
    /** Looks at one class file, of which the first of its name only. */
    void visit(String internalName, byte[] bytes);
  }

  /**
   * Where a class file is.
   *
   * @param entry directory or archive
   * @param nested the archive inside the archive, or null
   * @param name the path in there
   */
  record Location(Path entry, @Nullable String nested, String name) {}

  /** Reads all class files. Entries that cannot be read become {@link #problems}. */
  void scan(Visitor visitor) {
    for (Path entry : entries) {
      try {
        if (Files.isDirectory(entry)) {
          scanDirectory(entry, visitor);
        } else if (Files.exists(entry)) {
          Archive.scan(entry, new Indexing(visitor));
        } else {
          problems.add(entry + " does not exist");
        }
      } catch (IOException | RuntimeException e) {
        problems.add(entry + " cannot be read: " + e);
      }
    }
  }

  /** Returns what could not be read. */
  List<String> problems() {
    return problems;
  }

  /** Returns the internal names of all classes. */
  Set<String> names() {
    return locations.keySet();
  }

  /** Returns a class of the class path or of this JDK. */
  @Override
  public @Nullable ClassOutline outline(String internalName) {
    ClassOutline known = outlines.get(internalName);
    if (known != null) {
      return known;
    }
    try {
      byte[] bytes = bytes(internalName);
      if (bytes == null) {
        return null;
      }
      ClassOutline outline = ClassOutline.read(bytes);
      outlines.put(internalName, outline);
      return outline;
    } catch (IOException | MalformedClassException e) {
      return null;
    }
  }

  /** Returns whether a class belongs to this JDK. */
  static boolean isOfTheJdk(String internalName) {
    return ClassLoader.getPlatformClassLoader().getResource(internalName + SUFFIX) != null;
  }

  private byte @Nullable [] bytes(String internalName) throws IOException {
    Location location = locations.get(internalName);
    if (location != null) {
      return Files.isDirectory(location.entry())
          ? Files.readAllBytes(location.entry().resolve(location.name()))
          : Archive.read(location);
    }
    try (InputStream in =
        ClassLoader.getPlatformClassLoader().getResourceAsStream(internalName + SUFFIX)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private void scanDirectory(Path directory, Visitor visitor) throws IOException {
    Indexing indexing = new Indexing(visitor);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Iterator<Path> all = files.iterator(); all.hasNext(); ) {
        Path file = all.next();
        if (file.toString().endsWith(SUFFIX) && Files.isRegularFile(file)) {
          String name = directory.relativize(file).toString().replace('\\', '/');
          indexing.visit(new Location(directory, null, name), name, Files.readAllBytes(file));
        }
      }
    }
  }

  /** Notes where classes are and hands on the first of each name. */
  private final class Indexing implements Archive.Visitor {
    private final Visitor next;

    Indexing(Visitor next) {
      this.next = next;
    }

    @Override
    public void visit(Location location, String path, byte[] bytes) {
      String name = path.substring(0, path.length() - SUFFIX.length());
      boolean isClass = !name.endsWith("module-info") && !name.startsWith("META-INF/");
      if (isClass && locations.putIfAbsent(name, location) == null) {
        next.visit(name, bytes);
      }
    }

    @Override
    public void problem(String text) {
      problems.add(text);
    }
  }
}
