package io.modelmon.performance.join;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels that are several items each, such as what was relevant in a ranking, as one number: the
 * code of a single item is the item itself, several ones are looked up.
 *
 * <p>A label is looked up when it meets a prediction, so only those that came first need to be
 * known for long: the oldest are forgotten beyond {@value #MAX_ITEMS} items in all.
 *
 * <p><b>Threads:</b> any.
 */
public final class ItemSets {

  /** Items of one label at most. */
  public static final int MAX_SET = 256;

  private static final int MAX_ITEMS = 1 << 17;

  /** Codes of sets are negative, items are not. */
  private final Map<Double, double[]> sets = new LinkedHashMap<>();

  private int kept;

  ItemSets() {}

  /**
   * Returns the code of some items.
   *
   * @param items whole numbers from 0 to 2<sup>53</sup>, 1 to {@value #MAX_SET} of them, in any
   *     order
   * @throws IllegalArgumentException when there are none or too many
   */
  public double code(double[] items) {
    double[] sorted = Arrays.stream(items).distinct().sorted().toArray();
    if (sorted.length == 0 || sorted.length > MAX_SET) {
      throw new IllegalArgumentException(
          "items must be 1 to " + MAX_SET + ", but are " + sorted.length);
    }
    if (sorted.length == 1) {
      return sorted[0];
    }
    long mixed = 0;
    for (double item : sorted) {
      mixed = (mixed ^ (long) item) * 0x9e3779b97f4a7c15L;
      mixed ^= mixed >>> 29;
    }
    double code = -1.0 - (mixed >>> 11);
    keep(code, sorted);
    return code;
  }

  private synchronized void keep(double code, double[] items) {
    double[] before = sets.remove(code);
    sets.put(code, items);
    kept += items.length - (before == null ? 0 : before.length);
    while (kept > MAX_ITEMS) {
      double[] oldest = sets.remove(sets.keySet().iterator().next());
      kept -= oldest == null ? 0 : oldest.length;
    }
  }

  /** Returns the items of a code in ascending order, or null when they have been forgotten. */
  public synchronized double @Nullable [] items(double code) {
    return code >= 0 ? new double[] {code} : sets.get(code);
  }
}
