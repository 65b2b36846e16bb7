package io.modelmon.agent.instrument;

import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What matching needs to know of a class, read from its class file without loading anything.
 *
 * @param majorVersion the class-file version
 * @param access its access flags
 * @param name its internal name
 * @param superName the internal name of its super class, or null for {@code java.lang.Object}
 * @param interfaces internal names of its direct interfaces
 * @param methods all methods, also generated ones and initializers
 */
record ClassOutline(
    int majorVersion,
    int access,
    String name,
    @Nullable String superName,
    List<String> interfaces,
    List<MethodOutline> methods) {

  /** Reads a whole class file. */
  static ClassOutline read(byte[] bytes) throws MalformedClassException {
    return new ClassFileParser(bytes).parse();
  }

  boolean isInterface() {
    return Modifier.isInterface(access);
  }

  /** Returns the name as {@link Class#getName()} gives it. */
  String binaryName() {
    return name.replace('/', '.');
  }
}
