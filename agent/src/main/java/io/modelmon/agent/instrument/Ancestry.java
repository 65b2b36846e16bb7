package io.modelmon.agent.instrument;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The super classes and interfaces of one class, walked breadth first and at most {@value
 * #LARGEST_WALK} of them.
 *
 * <p>A class that is already loaded answers from its own {@link Class}; any other from class files.
 */
final class Ancestry {

  private static final int LARGEST_WALK = 256;

  private final ClassOutline outline;
  private final Parents parents;
  private final @Nullable Class<?> loaded;

  Ancestry(ClassOutline outline, Parents parents, @Nullable Class<?> loaded) {
    this.outline = outline;
    this.parents = parents;
    this.loaded = loaded;
  }

  /** Returns whether the class is one of these types, extends or implements one. */
  boolean isSubtypeOf(List<String> internalNames) {
    if (loaded != null) {
      return isSubtypeOf(loaded, internalNames);
    }
    boolean ofTheJdk = internalNames.get(0).startsWith("java/");
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    ClassOutline current = outline;
    open.add(outline.name());
    while (!open.isEmpty() && seen.size() < LARGEST_WALK) {
      String name = open.remove();
      if (internalNames.contains(name)) {
        return true;
      }
      if (!seen.add(name) || (!ofTheJdk && name.startsWith("java/"))) {
        continue;
      }
      current = name.equals(outline.name()) ? outline : parents.outline(name);
      if (current != null) {
        addParents(current, open);
      }
    }
    return false;
  }

  /** Returns whether a loaded class is one of these types, by reflection, loading nothing. */
  static boolean isSubtypeOf(Class<?> type, List<String> internalNames) {
    Deque<Class<?>> open = new ArrayDeque<>();
    Set<Class<?>> seen = new HashSet<>();
    open.add(type);
    while (!open.isEmpty() && seen.size() < LARGEST_WALK) {
      Class<?> current = open.remove();
      if (internalNames.contains(current.getName().replace('.', '/'))) {
        return true;
      }
      if (!seen.add(current)) {
        continue;
      }
      Class<?> superType = current.getSuperclass();
      if (superType != null) {
        open.add(superType);
      }
      for (Class<?> parent : current.getInterfaces()) {
        open.add(parent);
      }
    }
    return false;
  }

  /** Returns the binary name of the nearest ancestor that declares a method of a name, or null. */
  @Nullable String declaringAncestor(String method) {
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    addParents(outline, open);
    while (!open.isEmpty() && seen.size() < LARGEST_WALK) {
      String name = open.remove();
      ClassOutline parent = seen.add(name) ? parents.outline(name) : null;
      if (parent == null) {
        continue;
      }
      for (MethodOutline candidate : parent.methods()) {
        if (candidate.name().equals(method) && !candidate.isGenerated()) {
          return parent.binaryName();
        }
      }
      addParents(parent, open);
    }
    return null;
  }

  private static void addParents(ClassOutline type, Deque<String> open) {
    String superName = type.superName();
    if (superName != null) {
      open.add(superName);
    }
    open.addAll(type.interfaces());
  }
}
