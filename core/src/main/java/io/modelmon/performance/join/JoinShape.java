package io.modelmon.performance.join;

/**
 * What is kept of each prediction of one model.
 *
 * @param classes whether predictions and labels are classes, coded by {@link JoinNames}; otherwise
 *     they are numbers
 * @param scores scores per prediction, 0 to 64; beside numbers they are the items of a list, and
 *     labels the codes of {@link ItemSets}
 * @param segments segments per prediction, 0 to 16
 */
public record JoinShape(boolean classes, int scores, int segments) {

  private static final int MAX_SCORES = 64;
  private static final int MAX_SEGMENTS = 16;

  /** Checks the ranges. */
  public JoinShape {
    if (scores < 0 || scores > MAX_SCORES) {
      throw new IllegalArgumentException(
          "scores must be 0 to " + MAX_SCORES + ", but is " + scores);
    }
    if (segments < 0 || segments > MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          "segments must be 0 to " + MAX_SEGMENTS + ", but is " + segments);
    }
  }

  /** Returns whether predictions are lists, and a label may be several items. */
  boolean isList() {
    return !classes && scores > 0;
  }
}
