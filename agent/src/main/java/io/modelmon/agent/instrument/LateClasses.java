package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Classes that matched when they could not be woven: before weaving was possible, or on a thread
 * that was out of stack or memory. They go on as they are and are retransformed later.
 *
 * <p><b>Threads:</b> safe.
 */
final class LateClasses {

  /**
   * How often a class is looked for that has not been loaded, since its loading may have failed
   * too, and how often one is tried that has been: each time the JVM redefines it.
   */
  static final int ROUNDS = 30;

  /**
   * Set where a class could not even be noted. A field, because a catch block that runs out of
   * stack can still store to a field but not call a method.
   */
  volatile boolean unnamed;

  private final Map<String, Entry> entries = new HashMap<>();
  private volatile boolean named;
  private volatile int unnamedRounds;

  private static final class Entry {
    int roundsLeft = ROUNDS;
    int tries;
    boolean again;
  }

  /** Notes a class by its internal name. */
  void add(String className) {
    synchronized (entries) {
      Entry known = entries.get(className);
      if (known == null) {
        known = new Entry();
        entries.put(className, known);
      }
      known.roundsLeft = ROUNDS;
      known.again = true;
      named = true;
    }
  }

  /** Returns whether there is nothing to do; costs next to nothing. */
  boolean isEmpty() {
    return !named && !unnamed && unnamedRounds == 0;
  }

  /**
   * Returns whether all classes are to be looked through for those without a name. They are for a
   * while: one of them may not have been loaded yet.
   */
  boolean looksForUnnamed() {
    if (unnamed) {
      unnamedRounds = ROUNDS;
      unnamed = false;
    }
    return unnamedRounds > 0;
  }

  /** Says that they have been looked through; returns whether that was the last time. */
  boolean lookedForUnnamed() {
    int left = unnamedRounds - 1;
    unnamedRounds = left;
    return left == 0;
  }

  /** Returns the internal names of those that are known by name. */
  Set<String> names() {
    synchronized (entries) {
      return new HashSet<>(entries.keySet());
    }
  }

  /** Says which ones were found and are tried next; forgets those looked for often enough. */
  void trying(Set<String> names, Collection<String> found) {
    synchronized (entries) {
      for (String name : names) {
        Entry entry = entries.get(name);
        if (entry == null) {
          continue;
        }
        if (found.contains(name)) {
          entry.tries++;
          entry.again = false;
        } else if (--entry.roundsLeft == 0) {
          entries.remove(name);
        }
      }
      named = !entries.isEmpty();
    }
  }

  /**
   * Forgets those that were tried, unless they were noted again meanwhile, by name or without.
   *
   * @return those of them that were tried often enough
   */
  List<String> tried(Collection<String> found) {
    List<String> inVain = new ArrayList<>();
    synchronized (entries) {
      for (String name : found) {
        Entry entry = entries.get(name);
        boolean again = entry != null && (entry.again || unnamed);
        if (entry == null || (again && entry.tries < ROUNDS)) {
          continue;
        }
        entries.remove(name);
        if (again) {
          inVain.add(name);
        }
      }
      named = !entries.isEmpty();
    }
    return inVain;
  }
}
