package io.modelmon.agent.value;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Notices maps with keys for which there is no column.
 *
 * <p>The first map decides the columns, so what only later ones have is not watched. Nobody asked
 * for that, and it is told once.
 *
 * <p><b>Cost:</b> the size of the map is compared, without allocation. <b>Threads:</b> safe.
 */
final class KeyWatch {

  private static final int MAX_KEYS = 1000;

  private final UnknownKeys told;
  private final Columns columns;
  private final Set<String> leftOut;
  // Racy on purpose: what is seen late is looked at once more.
  private int expected;
  private boolean done;

  /**
   * Creates a watch.
   *
   * @param leftOut keys of the first map that have no column
   */
  KeyWatch(UnknownKeys told, Columns columns, Set<String> leftOut) {
    this.told = told;
    this.columns = columns;
    this.leftOut = Set.copyOf(leftOut);
    this.expected = leftOut.size();
  }

  /**
   * Looks at a map that was written.
   *
   * @param present how many of the named keys it has
   */
  void see(Map<?, ?> map, int present, String[] names) {
    if (done) {
      return;
    }
    try {
      int others = map.size() - present;
      if (others > expected) {
        look(map, names);
        expected = others;
      }
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      done = true; // A map that cannot be counted is watched all the same.
    }
  }

  private void look(Map<?, ?> map, String[] names) {
    Set<String> unknown = new TreeSet<>();
    for (Object key : map.keySet()) {
      String name = Cells.name(key);
      if (name != null && unknown.size() < MAX_KEYS) {
        unknown.add(name);
      }
    }
    List<String> known = List.of(names);
    for (String name : known) {
      unknown.remove(name);
    }
    for (String name : leftOut) {
      unknown.remove(name);
    }
    unknown.removeIf(columns::isLeftOut);
    if (!unknown.isEmpty()) {
      done = true;
      told.found(unknown, known);
    }
  }
}
