package io.modelmon.monitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Evaluations that nobody has taken yet, bounded: where nobody takes any, the newest few stay.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class Revisions {

  /** Evaluations that wait at most: more than windows close between two polls. */
  static final int MAX = 16;

  private final Deque<PerformanceSnapshot> waiting = new ArrayDeque<>();

  void add(PerformanceSnapshot evaluated) {
    if (waiting.size() == MAX) {
      waiting.removeFirst();
    }
    waiting.addLast(evaluated);
  }

  /** Returns and forgets them, oldest first. */
  List<PerformanceSnapshot> take() {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<PerformanceSnapshot> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
