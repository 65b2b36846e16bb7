package io.modelmon.agent.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Class files in a jar or in the jars inside it. Multi-release jars show what this JVM would see;
 * jars inside archives show their base version. Stateless.
 */
final class Archive {

  /** Folders inside an archive whose content is on the class path itself. */
  private static final String[] NESTED_CLASSES = {"BOOT-INF/classes/", "WEB-INF/classes/"};

  /** Folders inside an archive whose jars are on the class path. */
  private static final String[] NESTED_JARS = {"BOOT-INF/lib/", "WEB-INF/lib/"};

  private Archive() {}

  /** Takes what is found. */
  interface Visitor {
    /**
     * Looks at one class file.
     *
     * @param location where it is
     * @param path the path by which a class loader finds it
     */
    void visit(ClassPath.Location location, String path, byte[] bytes);

    /** Notes something that cannot be read. */
    void problem(String text);
  }

  /** Reads all class files of an archive. */
  static void scan(Path file, Visitor visitor) throws IOException {
    try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
        Stream<JarEntry> entries = jar.versionedStream()) {
      for (Iterator<JarEntry> all = entries.iterator(); all.hasNext(); ) {
        JarEntry entry = all.next();
        String name = entry.getName();
        if (name.endsWith(ClassPath.SUFFIX)) {
          try (InputStream in = jar.getInputStream(entry)) {
            ClassPath.Location location = new ClassPath.Location(file, null, name);
            visitor.visit(location, withoutFolder(name), in.readAllBytes());
          }
        } else if (name.endsWith(".jar") && folder(name, NESTED_JARS) != null) {
          scanNested(file, jar, entry, visitor);
        }
      }
    }
  }

  /** Returns the bytes of a class file, or null when it is gone. */
  static byte @Nullable [] read(ClassPath.Location location) throws IOException {
    try (JarFile jar =
        new JarFile(location.entry().toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      String nested = location.nested();
      JarEntry entry = jar.getJarEntry(nested == null ? location.name() : nested);
      if (entry == null) {
        return null;
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return nested == null ? in.readAllBytes() : find(in, location.name());
      }
    }
  }

  private static void scanNested(Path file, JarFile jar, JarEntry nested, Visitor visitor) {
    try (ZipInputStream in = new ZipInputStream(jar.getInputStream(nested))) {
      ZipEntry first = in.getNextEntry();
      if (first == null) {
        visitor.problem(file + "!/" + nested.getName() + " is empty or no jar");
      }
      for (ZipEntry entry = first; entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (name.endsWith(ClassPath.SUFFIX)) {
          ClassPath.Location location = new ClassPath.Location(file, nested.getName(), name);
          visitor.visit(location, name, in.readAllBytes());
        }
      }
    } catch (IOException | RuntimeException e) {
      visitor.problem(file + "!/" + nested.getName() + " cannot be read: " + e);
    }
  }

  private static byte @Nullable [] find(InputStream jar, String name) throws IOException {
    ZipInputStream in = new ZipInputStream(jar);
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      if (entry.getName().equals(name)) {
        return in.readAllBytes();
      }
    }
    return null;
  }

  private static String withoutFolder(String name) {
    String folder = folder(name, NESTED_CLASSES);
    return folder == null ? name : name.substring(folder.length());
  }

  private static @Nullable String folder(String name, String[] folders) {
    for (String folder : folders) {
      if (name.startsWith(folder)) {
        return folder;
      }
    }
    return null;
  }
}
