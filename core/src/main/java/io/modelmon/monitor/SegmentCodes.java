package io.modelmon.monitor;

import io.modelmon.performance.join.JoinNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of segments, bounded: the first {@value #MAX_VALUES} of each segment have a code of
 * their own, the others share one.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class SegmentCodes {

  static final int MAX_VALUES = 20;
  static final String MISSING = "_missing";

  private final List<String> segments;
  private final JoinNames names;
  private final List<Map<String, Integer>> known;

  SegmentCodes(List<String> segments, JoinNames names) {
    this.segments = List.copyOf(segments);
    this.names = names;
    this.known = segments.stream().<Map<String, Integer>>map(name -> new HashMap<>()).toList();
  }

  /** Returns the names of the segments. */
  List<String> segments() {
    return segments;
  }

  /** Returns the code of a value of a segment; null is a value that is missing. */
  int code(int segment, @Nullable String value) {
    if (value == null) {
      return names.code(MISSING);
    }
    Map<String, Integer> codes = known.get(segment);
    Integer code = codes.get(value);
    if (code != null) {
      return code;
    }
    if (codes.size() == MAX_VALUES) {
      return names.code(JoinNames.OTHER);
    }
    int created = names.code(value);
    codes.put(value, created);
    return created;
  }

  /** Returns the value of a code. */
  String value(int code) {
    return names.name(code);
  }
}
