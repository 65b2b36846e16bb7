package io.modelmon.performance.join;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The codes of names (versions, classes, segments) in this process; stores keep the names.
 *
 * <p>At most {@value #MAX_NAMES} names have a code of their own; all others share the code of
 * {@value #OTHER}.
 *
 * <p><b>Threads:</b> any.
 */
public final class JoinNames {

  /** Stands for all names beyond the limit. */
  public static final String OTHER = "_other";

  /** The most names with a code of their own. */
  static final int MAX_NAMES = 4096;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final ItemSets sets = new ItemSets();

  /** Creates codes for {@value #OTHER} only, which is 0. */
  public JoinNames() {
    code(OTHER);
  }

  /** Returns the code of a name, giving it one when it is new: 0 to {@value #MAX_NAMES} − 1. */
  public synchronized int code(String name) {
    Integer known = codes.get(name);
    if (known != null) {
      return known;
    }
    if (names.size() == MAX_NAMES) {
      return 0;
    }
    names.add(name);
    codes.put(name, names.size() - 1);
    return names.size() - 1;
  }

  /**
   * Returns the name of a code.
   *
   * @throws IndexOutOfBoundsException when nothing has this code
   */
  public synchronized String name(int code) {
    return names.get(code);
  }

  /** Returns the codes of labels that are several items. */
  public ItemSets sets() {
    return sets;
  }

  /** Returns the number of codes given so far. */
  public synchronized int size() {
    return names.size();
  }
}
