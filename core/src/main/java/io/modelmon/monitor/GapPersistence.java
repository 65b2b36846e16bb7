package io.modelmon.monitor;

import org.jspecify.annotations.Nullable;

/**
 * When a gap between realised and estimated performance is worth telling: after as many evaluated
 * windows in a row as drift needs, once, until a window is evaluated without one. A window that is
 * evaluated again, as more labels come, counts once.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class GapPersistence {

  private final int needed;
  private long window = -1;
  private int before;
  private int streak;
  private boolean told;

  /**
   * Creates a memory of no window.
   *
   * @param needed windows in a row, ≥ 1
   */
  GapPersistence(int needed) {
    this.needed = needed;
  }

  /**
   * Takes what a window says.
   *
   * @param number of the window; 0 is another one every time
   * @param finding its gap, or null
   * @return the finding when it is to be told
   */
  @Nullable ConceptDrift update(long number, @Nullable ConceptDrift finding) {
    if (number != window || number == 0) {
      before = streak;
      window = number;
    }
    streak = finding == null ? 0 : before + 1;
    told &= finding != null;
    if (finding == null || told || streak < needed) {
      return null;
    }
    told = true;
    return finding;
  }
}
