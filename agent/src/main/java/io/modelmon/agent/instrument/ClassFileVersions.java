package io.modelmon.agent.instrument;

import org.jspecify.annotations.Nullable;

/** Which class-file versions can be woven, and what is said about the others. Stateless. */
final class ClassFileVersions {

  /** The first class-file version in which {@code invokedynamic} is allowed: Java 7. */
  private static final int OLDEST = 51;

  /** Class-file version minus this is the version of Java. */
  private static final int JAVA = 44;

  private ClassFileVersions() {}

  /** Returns why a version is too old, or null when it is not. */
  static @Nullable String tooOld(String className, int majorVersion) {
    return majorVersion >= OLDEST
        ? null
        : text(className, majorVersion)
            + ", too old for invokedynamic: compile it for Java 7 or later";
  }

  /** Returns why a version is too new, or null when it is not. Loads Byte Buddy. */
  static @Nullable String tooNew(String className, int majorVersion) {
    int newest = Weaver.newestMajorVersion();
    return majorVersion <= newest
        ? null
        : text(className, majorVersion) + ", newer than version " + newest + " that can be woven";
  }

  private static String text(String className, int majorVersion) {
    String java = majorVersion > JAVA ? " (Java " + (majorVersion - JAVA) + ")" : "";
    return className.replace('/', '.') + " has class-file version " + majorVersion + java;
  }
}
