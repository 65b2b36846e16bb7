package io.modelmon.sketch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The categories of a reference: the frequent ones by name, the rest by hash.
 *
 * <p>Cells are the frequent categories in order, then {@value #OTHER} for those that the reference
 * knows beyond them, then {@value #UNSEEN} for those that it never saw. Where the reference held
 * too many to remember, everything beyond the frequent ones is {@value #OTHER}.
 *
 * <p><b>Cost:</b> one hash lookup per text; a binary search more for an infrequent one. <br>
 * <b>Threads:</b> immutable.
 */
public final class CategoryIndex {

  /** The name of the cell of infrequent categories. */
  public static final String OTHER = "_other";

  /** The name of the cell of categories that the reference never saw. */
  public static final String UNSEEN = "_unseen";

  private final List<String> frequent;
  private final Map<String, Integer> cells = new HashMap<>();
  private final long[] otherHashes;
  private final boolean complete;

  /**
   * Creates an index.
   *
   * @param frequent distinct names
   * @param otherHashes {@link #hash} of the infrequent categories, in any order; copied
   * @param complete whether {@code otherHashes} holds all of them
   */
  public CategoryIndex(List<String> frequent, long[] otherHashes, boolean complete) {
    this.frequent = List.copyOf(frequent);
    for (String name : frequent) {
      if (cells.put(name, cells.size()) != null) {
        throw new IllegalArgumentException("category '" + name + "' is listed twice");
      }
    }
    for (String name : frequent) {
      // Profiles of before told True from true; values are all called the latter.
      if (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false")) {
        cells.putIfAbsent(name.toLowerCase(Locale.ROOT), frequent.indexOf(name));
      }
    }
    this.otherHashes = otherHashes.clone();
    Arrays.sort(this.otherHashes);
    this.complete = complete;
  }

  /** Returns the frequent categories. */
  public List<String> frequent() {
    return frequent;
  }

  /** Returns a copy of the hashes of the infrequent categories, ascending. */
  public long[] otherHashes() {
    return otherHashes.clone();
  }

  /** Returns whether every infrequent category is known. */
  public boolean complete() {
    return complete;
  }

  /** Returns the number of cells: two more than there are frequent categories. */
  public int cellCount() {
    return frequent.size() + 2;
  }

  /** Returns the cell of {@value #OTHER}. */
  public int otherCell() {
    return frequent.size();
  }

  /** Returns the cell of {@value #UNSEEN}. */
  public int unseenCell() {
    return frequent.size() + 1;
  }

  /** Returns the name of a cell. */
  public String name(int cell) {
    if (cell < frequent.size()) {
      return frequent.get(cell);
    }
    return cell == otherCell() ? OTHER : UNSEEN;
  }

  /** Returns the cell of a category. */
  public int cellOf(String category) {
    int known = frequentCell(category);
    return known >= 0 ? known : rareCell(hash(category));
  }

  /** Returns the cell of a frequent category, or -1 for any other. */
  int frequentCell(String category) {
    Integer known = cells.get(category);
    return known == null ? -1 : known;
  }

  /** Returns the cell of a category that is not frequent, by its {@link #hash}. */
  int rareCell(long hash) {
    boolean other = !complete || Arrays.binarySearch(otherHashes, hash) >= 0;
    return other ? otherCell() : unseenCell();
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof CategoryIndex index
        && frequent.equals(index.frequent)
        && Arrays.equals(otherHashes, index.otherHashes)
        && complete == index.complete;
  }

  @Override
  public int hashCode() {
    return frequent.hashCode();
  }

  /** Returns a 64-bit hash that stays the same across processes. */
  public static long hash(String category) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < category.length(); i++) {
      hash = (hash ^ category.charAt(i)) * 0x100000001b3L;
    }
    return DistinctEstimate.mix(hash);
  }
}
