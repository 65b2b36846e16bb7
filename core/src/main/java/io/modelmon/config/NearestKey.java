package io.modelmon.config;

import java.util.Collection;
import java.util.Locale;

/** The valid word that a misspelt one probably means, by edit distance. */
final class NearestKey {
  private static final int MAX_LENGTH = 40;

  private NearestKey() {}

  /** Returns the nearest of the valid words, or an empty string when none is near. */
  static String of(String wrong, Collection<String> valid) {
    if (wrong.length() > MAX_LENGTH) {
      return "";
    }
    String nearest = "";
    int least = wrong.length() <= 4 ? 2 : 3;
    for (String candidate : valid) {
      int distance = distance(folded(wrong), folded(candidate));
      if (distance < least && distance < candidate.length()) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /**
   * Returns the optimal string alignment distance: insertions, deletions, substitutions and swaps
   * of neighbours.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
