package io.modelmon.agent.extract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls a body as the woven method would: enter, body, exit, whatever the body does. */
final class TestSite {

  /** The original method. */
  interface Body {
    @Nullable Object run(@Nullable Object[] arguments) throws Throwable;
  }

  private static final Map<String, Class<?>> PRIMITIVES =
      Map.of(
          "boolean", boolean.class,
          "byte", byte.class,
          "short", short.class,
          "char", char.class,
          "int", int.class,
          "long", long.class,
          "float", float.class,
          "double", double.class);

  final MethodHandle enter;
  final MethodHandle exit;
  private final SiteShape shape;

  TestSite(SiteHandles handles, SiteShape shape, SiteMethod method) {
    this.shape = shape;
    this.enter = handles.enter(enterType(shape, method));
    this.exit = handles.exit(exitType(shape, method));
  }

  /** Describes a static method. */
  static SiteMethod method(String returnType, String... parameterTypes) {
    return new SiteMethod(
        "com.acme.Model", "predict", List.of(), List.of(parameterTypes), returnType, true);
  }

  /** Describes an instance method. */
  static SiteMethod instanceMethod(String returnType, String... parameterTypes) {
    return new SiteMethod(
        "com.acme.Model", "predict", List.of(), List.of(parameterTypes), returnType, false);
  }

  /** Calls a static method. */
  @Nullable Object call(Body body, @Nullable Object... arguments) throws Throwable {
    return callOn(null, body, arguments);
  }

  /** Calls a static method that returns a value whatever it is given. */
  void callReturning(@Nullable Object result, @Nullable Object... arguments) throws Throwable {
    callOn(null, unused -> result, arguments);
  }

  @Nullable Object callOn(@Nullable Object receiver, Body body, @Nullable Object... arguments)
      throws Throwable {
    // What a thread of the agent's does while the application runs.
    Extraction.settle();
    List<@Nullable Object> entering = new ArrayList<>();
    if (shape.enterThis()) {
      entering.add(receiver);
    }
    for (int i : shape.enterArguments()) {
      entering.add(arguments[i]);
    }
    long ticket = (long) enter.invokeWithArguments(entering);
    Object result = null;
    Throwable error = null;
    try {
      result = body.run(arguments);
    } catch (Throwable e) {
      error = e;
    }
    List<@Nullable Object> leaving = new ArrayList<>();
    leaving.add(ticket);
    if (shape.exitThis()) {
      leaving.add(receiver);
    }
    for (int i : shape.exitArguments()) {
      leaving.add(arguments[i]);
    }
    if (shape.exitReturn()) {
      Class<?> type = exit.type().parameterType(leaving.size());
      leaving.add(result == null && type.isPrimitive() ? zero(type) : result);
    }
    leaving.add(error);
    exit.invokeWithArguments(leaving);
    if (error != null) {
      throw error;
    }
    return result;
  }

  private static Object zero(Class<?> type) {
    return java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0);
  }

  private static MethodType enterType(SiteShape shape, SiteMethod method) {
    List<Class<?>> types = new ArrayList<>();
    if (shape.enterThis()) {
      types.add(Object.class);
    }
    for (int i : shape.enterArguments()) {
      types.add(handed(method.parameterTypes().get(i)));
    }
    return MethodType.methodType(long.class, types);
  }

  private static MethodType exitType(SiteShape shape, SiteMethod method) {
    List<Class<?>> types = new ArrayList<>();
    types.add(long.class);
    if (shape.exitThis()) {
      types.add(Object.class);
    }
    for (int i : shape.exitArguments()) {
      types.add(handed(method.parameterTypes().get(i)));
    }
    if (shape.exitReturn()) {
      types.add(handed(method.returnType()));
    }
    types.add(Object.class);
    return MethodType.methodType(void.class, types);
  }

  private static Class<?> handed(String type) {
    Class<?> primitive = PRIMITIVES.get(type);
    return primitive == null ? Object.class : primitive;
  }
}
