package io.modelmon.alert.indicator;

import java.util.Collection;
import java.util.Locale;

/** The valid name that a misspelt one probably means. */
public final class NearestName {

  private static final int MAX_LENGTH = 80;

  private NearestName() {}

  /**
   * Returns the nearest of the valid names, or an empty string when none is near: at most one edit
   * in every three characters.
   */
  public static String of(String wrong, Collection<String> valid) {
    if (wrong.isEmpty() || wrong.length() > MAX_LENGTH) {
      return "";
    }
    String folded = wrong.toLowerCase(Locale.ROOT);
    String nearest = "";
    int least = Math.max(2, wrong.length() / 3 + 1);
    for (String candidate : valid) {
      int distance = distance(folded, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Returns the least number of insertions, deletions and substitutions. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
