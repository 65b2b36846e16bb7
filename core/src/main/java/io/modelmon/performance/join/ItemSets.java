package io.modelmon.performance.join;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels that are several items each, such as what was relevant in a ranking, as one number: the
 * code of a single item is the item itself, several ones are looked up.
 *
 * <p>A label is looked up when it meets a prediction: beyond {@value #MAX_ITEMS} items in all the
 * oldest are forgotten here. What waits for its prediction, or for a database, keeps its items
 * itself, and makes them known again when it goes on.
 *
 * <p><b>Threads:</b> any.
 */
public final class ItemSets {

  /** Items of one label at most. */
  public static final int MAX_SET = 256;

  /** What waits keeps no more than this of items, in one queue or join. */
  static final long MAX_HELD_BYTES = 32L << 20;

  private static final int MAX_ITEMS = 1 << 17;

  /** The items of one label, in ascending order. */
  static final class Items {

    /** Two objects, and what refers to them from a map. */
    private static final int OWN_BYTES = 96;

    private final double[] sorted;

    private Items(double[] sorted) {
      this.sorted = sorted;
    }

    /** Returns about how much memory they take. */
    long bytes() {
      return OWN_BYTES + (long) Double.BYTES * sorted.length;
    }
  }

  /** Codes of sets are negative, items are not. */
  private final Map<Double, Items> sets = new LinkedHashMap<>();

  private final int most;
  private int kept;

  ItemSets() {
    this(MAX_ITEMS);
  }

  private ItemSets(int most) {
    this.most = most;
  }

  /** Returns sets that forget nothing, for what is known to be little. */
  static ItemSets ofAll() {
    return new ItemSets(Integer.MAX_VALUE);
  }

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
    keep(code, new Items(sorted));
    return code;
  }

  /** Makes items known as the newest. */
  synchronized void keep(double code, Items items) {
    Items before = sets.remove(code);
    sets.put(code, items);
    kept += items.sorted.length - (before == null ? 0 : before.sorted.length);
    while (kept > most) {
      Items oldest = sets.remove(sets.keySet().iterator().next());
      kept -= oldest == null ? 0 : oldest.sorted.length;
    }
  }

  /** Makes items known, unless others would be forgotten for them. */
  synchronized void keepWhereRoom(double code, Items items) {
    if (kept + items.sorted.length <= most) {
      keep(code, items);
    }
  }

  /** Returns the several items of a code, or null when it is one item, or they are forgotten. */
  synchronized @Nullable Items find(double code) {
    return code >= 0 ? null : sets.get(code);
  }

  /** Returns the items of a code in ascending order, or null when they have been forgotten. */
  public double @Nullable [] items(double code) {
    if (code >= 0) {
      return new double[] {code};
    }
    Items found = find(code);
    return found == null ? null : found.sorted;
  }
}
