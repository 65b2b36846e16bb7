package io.modelmon.agent.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * The one class of ours in {@code java.lang}, through which woven call sites are linked.
 *
 * <p>Opens {@code java.lang} to the agent's own module and to nobody else, and defines the class
 * with an ordinary lookup: no {@code Unsafe}, and nothing is appended to the boot class path, which
 * would switch off class data sharing for the application.
 */
final class Dispatcher {

  /** The binary name of the class. */
  static final String NAME = "java.lang.ModelmonDispatcher";

  private static final String RESOURCE = "java/lang/ModelmonDispatcher.class";

  private final MethodHandles.Lookup lookup;
  private final Class<?> type;

  private Dispatcher(MethodHandles.Lookup lookup, Class<?> type) {
    this.lookup = lookup;
    this.type = type;
  }

  /** Returns whether a dispatcher exists in this process, so that an agent is or was running. */
  static boolean isDefined() {
    try {
      Class.forName(NAME, false, null);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** Defines the class. */
  static Dispatcher define(Instrumentation instrumentation)
      throws IOException, IllegalAccessException {
    Module javaBase = Object.class.getModule();
    instrumentation.redefineModule(
        javaBase,
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(Dispatcher.class.getModule())),
        Set.of(),
        Map.of());
    MethodHandles.Lookup lookup =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    return new Dispatcher(lookup, lookup.defineClass(bytes()));
  }

  /** Returns {@code bootstrap(Lookup, String, MethodType, int)}. */
  Method bootstrapMethod() throws NoSuchMethodException {
    return type.getMethod(
        "bootstrap", MethodHandles.Lookup.class, String.class, MethodType.class, int.class);
  }

  /**
   * Sets the handle that links call sites.
   *
   * @param linker of type {@code (Lookup, String, MethodType, int) → CallSite}
   */
  void linkWith(MethodHandle linker) throws ReflectiveOperationException {
    MethodType wanted =
        MethodType.methodType(
            CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, int.class);
    MethodHandles.privateLookupIn(type, lookup)
        .findStaticVarHandle(type, "linker", MethodHandle.class)
        .setVolatile(linker.asType(wanted));
  }

  private static byte[] bytes() throws IOException {
    ClassLoader loader = Dispatcher.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("the agent's jar is incomplete: " + RESOURCE + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
