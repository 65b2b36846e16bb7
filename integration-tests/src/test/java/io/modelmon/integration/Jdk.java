package io.modelmon.integration;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK on this machine that hosts can run on.
 *
 * @param home its directory
 * @param feature its feature version, such as 17
 */
record Jdk(Path home, int feature) {

  private static final Path SYSTEM_JDKS = Path.of("/usr/lib/jvm");
  private static final int OLDEST = 17;

  /** Returns the JDK that runs the tests. */
  static Jdk building() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /**
   * Returns the building JDK, then one of each further version: those named by the property {@code
   * modelmon.test.jdks}, or else those the system has.
   */
  static List<Jdk> all() {
    Map<Integer, Jdk> byFeature = new LinkedHashMap<>();
    byFeature.put(building().feature, building());
    for (Path home : furtherHomes()) {
      int feature = featureOf(home);
      if (feature >= OLDEST) {
        byFeature.putIfAbsent(feature, new Jdk(home, feature));
      }
    }
    return List.copyOf(byFeature.values());
  }

  /** Returns one of its tools, such as {@code java}. */
  Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  private static List<Path> furtherHomes() {
    String named = System.getProperty("modelmon.test.jdks", "");
    if (!named.isBlank()) {
      return Stream.of(named.split(",")).map(String::strip).map(Path::of).toList();
    }
    if (!Files.isDirectory(SYSTEM_JDKS)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(SYSTEM_JDKS)) {
      return new ArrayList<>(homes.sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the feature version, or 0 when it is not a JDK. */
  private static int featureOf(Path home) {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
      return 0;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.\\-+]", 2)[0]);
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
