package io.modelmon.agent.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Finds the members of run-time classes and makes method handles of them.
 *
 * <p>A public member of an exported type is taken as it is; any other one through the lookup of the
 * woven class when it shares a module with it, and through the {@link ModuleOpener} otherwise.
 *
 * <p><b>Cost:</b> reflection; callers keep the result per class. <b>Threads:</b> safe.
 */
public final class MemberAccess {

  private final MethodHandles.Lookup woven;
  private final ModuleOpener opener;
  private final EntryReader entries = new EntryReader(this);

  /**
   * Creates an access.
   *
   * @param woven the lookup of the woven class
   * @param opener the way into all other modules
   */
  public MemberAccess(MethodHandles.Lookup woven, ModuleOpener opener) {
    this.woven = woven;
    this.opener = opener;
  }

  /** Returns the reader of maps. */
  public EntryReader entries() {
    return entries;
  }

  /**
   * Returns a handle that reads a member: record component, {@code getX()} or {@code isX()}, method
   * {@code x()}, field {@code x}, in that order; null when there is none or none can be reached.
   * Its type is {@code (receiver) → value}.
   */
  @Nullable MethodHandle member(Class<?> type, String name) {
    if (type.isRecord()) {
      MethodHandle component = componentOf(type, name);
      if (component != null) {
        return component;
      }
    }
    String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    MethodHandle found = method(type, "get" + capital);
    if (found == null) {
      found = truthGetter(type, "is" + capital);
    }
    if (found == null) {
      found = method(type, name);
    }
    return found != null ? found : field(type, name);
  }

  /** Returns a handle that calls a method without parameters, or null. */
  @Nullable MethodHandle method(Class<?> type, String name) {
    MethodHandle visible = publicMethod(type, name);
    if (visible != null) {
      return visible;
    }
    for (Class<?> owner : hierarchy(type)) {
      for (Method method : owner.getDeclaredMethods()) {
        if (isGetter(method, name) && !Modifier.isAbstract(method.getModifiers())) {
          MethodHandle handle = unreflect(method);
          if (handle != null) {
            return handle;
          }
        }
      }
    }
    return null;
  }

  /** Returns a handle that reads a field of any visibility, or null. */
  @Nullable MethodHandle field(Class<?> type, String name) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      for (Field field : owner.getDeclaredFields()) {
        if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
          return unreflect(field);
        }
      }
    }
    return null;
  }

  private @Nullable MethodHandle componentOf(Class<?> type, String name) {
    try {
      for (var component : type.getRecordComponents()) {
        if (component.getName().equals(name)) {
          return unreflect(component.getAccessor());
        }
      }
    } catch (LinkageError e) {
      // A component's class is missing; the method search below may still do.
    }
    return null;
  }

  private @Nullable MethodHandle truthGetter(Class<?> type, String name) {
    MethodHandle found = method(type, name);
    if (found == null) {
      return null;
    }
    Class<?> result = found.type().returnType();
    return result == boolean.class || result == Boolean.class ? found : null;
  }

  /** Looks for a declaration that anybody may call, for instance in an exported interface. */
  private static @Nullable MethodHandle publicMethod(Class<?> type, String name) {
    for (Class<?> owner : hierarchy(type)) {
      if (!Modifier.isPublic(owner.getModifiers())
          || !owner.getModule().isExported(owner.getPackageName())) {
        continue;
      }
      try {
        Method method = owner.getDeclaredMethod(name);
        if (isGetter(method, name) && Modifier.isPublic(method.getModifiers())) {
          return MethodHandles.publicLookup().unreflect(method);
        }
      } catch (NoSuchMethodException | IllegalAccessException | LinkageError e) {
        // The next type may declare it.
      }
    }
    return null;
  }

  private static boolean isGetter(Method method, String name) {
    return method.getName().equals(name)
        && method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !Modifier.isStatic(method.getModifiers())
        && !method.isBridge();
  }

  private @Nullable MethodHandle unreflect(Method method) {
    try {
      return lookupIn(method.getDeclaringClass()).unreflect(method);
    } catch (IllegalAccessException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  private @Nullable MethodHandle unreflect(Field field) {
    try {
      return lookupIn(field.getDeclaringClass()).unreflectGetter(field);
    } catch (IllegalAccessException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  private MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    return type.getModule() == woven.lookupClass().getModule() && woven.hasFullPrivilegeAccess()
        ? MethodHandles.privateLookupIn(type, woven)
        : opener.lookupIn(type);
  }

  /** Returns a class, its superclasses, then all their interfaces. */
  private static Iterable<Class<?>> hierarchy(Class<?> type) {
    Deque<Class<?>> found = new ArrayDeque<>();
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      found.add(owner);
    }
    Deque<Class<?>> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (Class<?> parent : open.remove().getInterfaces()) {
        if (!found.contains(parent)) {
          found.add(parent);
          open.add(parent);
        }
      }
    }
    return found;
  }
}
