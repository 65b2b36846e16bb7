package io.modelmon.agent.instrument;

import org.jspecify.annotations.Nullable;

/** Where the class files of super classes and interfaces are found, without loading a class. */
interface Parents {

  /** Returns the outline of a class, or null when its file cannot be found or read. */
  @Nullable ClassOutline outline(String internalName);
}
