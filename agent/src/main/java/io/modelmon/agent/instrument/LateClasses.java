package io.modelmon.agent.instrument;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
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

  /** How often a class is looked for that has not been loaded: its loading may have failed too. */
  private static final int ROUNDS = 30;

  /**
   * Set where a class could not even be noted. A field, because a catch block that runs out of
   * stack can still store to a field but not call a method.
   */
  volatile boolean unnamed;

  private final Map<String, Integer> roundsLeft = new HashMap<>();
  private volatile boolean named;

  /** Notes a class by its internal name. */
  void add(String className) {
    synchronized (roundsLeft) {
      roundsLeft.put(className, ROUNDS);
      named = true;
    }
  }

  /** Returns whether there is nothing to do; costs next to nothing. */
  boolean isEmpty() {
    return !named && !unnamed;
  }

  /** Returns the internal names of those that are known by name. */
  Set<String> names() {
    synchronized (roundsLeft) {
      return new HashSet<>(roundsLeft.keySet());
    }
  }

  /** Forgets those that were found, and those that were looked for often enough. */
  void looked(Set<String> names, List<String> found) {
    synchronized (roundsLeft) {
      roundsLeft.keySet().removeAll(found);
      Iterator<Map.Entry<String, Integer>> entries = roundsLeft.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<String, Integer> entry = entries.next();
        if (names.contains(entry.getKey())) {
          entry.setValue(entry.getValue() - 1);
          if (entry.getValue() == 0) {
            entries.remove();
          }
        }
      }
      named = !roundsLeft.isEmpty();
    }
  }
}
