package io.modelmon.agent.instrument;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Methods and classes offered to somebody whose rule named none. Stateless. */
final class Candidates {

  private static final int MOST = 5;
  private static final int MOST_CLASSES = 3;

  private Candidates() {}

  /** Returns the signatures of methods, separated by commas. */
  static String signatures(List<MethodOutline> methods) {
    StringBuilder text = new StringBuilder();
    for (MethodOutline method : methods) {
      text.append(text.length() == 0 ? "" : ", ").append(method.signature());
    }
    return text.toString();
  }

  /** Returns the signatures of the methods whose names are nearest to a name, at most five. */
  static String nearest(String name, ClassOutline outline) {
    List<MethodOutline> nearest = new ArrayList<>();
    List<Integer> distances = new ArrayList<>();
    for (MethodOutline method : outline.methods()) {
      if (method.isGenerated() || method.isInitializer()) {
        continue;
      }
      int distance = distance(name, method.name());
      int at = 0;
      while (at < distances.size() && distances.get(at) <= distance) {
        at++;
      }
      if (at < MOST) {
        nearest.add(at, method);
        distances.add(at, distance);
      }
      if (nearest.size() > MOST) {
        nearest.remove(MOST);
        distances.remove(MOST);
      }
    }
    return signatures(nearest);
  }

  /** Returns the number of letters to insert, delete or replace, case ignored. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + (same ? 0 : 1));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  /**
   * Returns classes that have the same simple name, else those a slip away, at most three,
   * separated by commas.
   *
   * @param name an internal name
   * @param known internal names
   */
  static String similar(String name, Collection<String> known) {
    Set<String> same = new TreeSet<>();
    Set<String> close = new TreeSet<>();
    String simple = simpleName(name);
    for (String other : known) {
      String otherSimple = simpleName(other);
      if (otherSimple.equals(simple)) {
        same.add(other.replace('/', '.'));
      } else if (Math.abs(otherSimple.length() - simple.length()) <= 2
          && distance(otherSimple, simple) <= 2) {
        close.add(other.replace('/', '.'));
      }
    }
    Set<String> found = same.isEmpty() ? close : same;
    return String.join(", ", found.stream().limit(MOST_CLASSES).toList());
  }

  private static String simpleName(String internalName) {
    int start = Math.max(internalName.lastIndexOf('/'), internalName.lastIndexOf('$')) + 1;
    return internalName.substring(start);
  }
}
