package io.modelmon.agent.instrument;

import java.lang.reflect.Modifier;
import java.util.List;

/**
 * One method of a class file.
 *
 * @param access its access flags
 * @param name its name
 * @param descriptor its descriptor
 * @param annotations descriptors of the annotations it carries, visible at run time or not
 * @param parameterNames the names of its parameters where the class file knows them; "" where not
 */
record MethodOutline(
    int access,
    String name,
    String descriptor,
    List<String> annotations,
    List<String> parameterNames) {

  private static final int BRIDGE = 0x0040;
  private static final int SYNTHETIC = 0x1000;

  boolean isStatic() {
    return Modifier.isStatic(access);
  }

  boolean isAbstract() {
    return Modifier.isAbstract(access);
  }

  boolean isNative() {
    return Modifier.isNative(access);
  }

  /** Returns whether name and descriptor are the same: within one class, whether it is the same. */
  boolean isSameAs(MethodOutline other) {
    return name.equals(other.name) && descriptor.equals(other.descriptor);
  }

  /** Returns whether the compiler made it: a bridge, an accessor, a {@code $default}. */
  boolean isGenerated() {
    return (access & (BRIDGE | SYNTHETIC)) != 0;
  }

  /** Returns whether it is a constructor or a class initializer. */
  boolean isInitializer() {
    return name.startsWith("<");
  }

  /** Returns the name with its parameter types as in source: {@code predict(double[])}. */
  String signature() {
    return Descriptors.signature(name, descriptor);
  }
}
