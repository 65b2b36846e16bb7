package io.modelmon.math;

/**
 * Groups of equal values in a pooled sample, as the exact laws of two-sample statistics see them.
 */
final class TiedGroups {

  private TiedGroups() {}

  /**
   * Returns at k whether a group ends after the k smallest values.
   *
   * @throws IllegalArgumentException unless both sizes are ≥ 1, their product fits an int, and the
   *     groups are positive and add up to n+m
   */
  static boolean[] ends(int n, int m, int[] groups) {
    if (n < 1 || m < 1 || (long) n * m > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "sizes must be >= 1 and their product an int, were " + n + " and " + m);
    }
    boolean[] ends = new boolean[n + m + 1];
    int below = 0;
    for (int group : groups) {
      below += group;
      if (group < 1 || below > n + m) {
        throw new IllegalArgumentException(
            "groups must be positive and add up to " + (n + m) + ", found " + group);
      }
      ends[below] = true;
    }
    if (below != n + m) {
      throw new IllegalArgumentException("groups must add up to " + (n + m) + ", were " + below);
    }
    return ends;
  }
}
