package io.modelmon.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one segment, such as the channels of requests, bounded: the first {@value
 * #MAX_VALUES} have a code of their own, all others share one, and so do rows without a value.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public final class SegmentValues {

  /** Values that are told apart. */
  public static final int MAX_VALUES = 20;

  /** Codes that there can be: also {@link #MISSING} and {@link #OTHER}. */
  public static final int MAX_CODES = MAX_VALUES + 2;

  /** What stands for a value that is missing; code 0. */
  public static final String MISSING = "_missing";

  /** What stands for all further values; code 1. */
  public static final String OTHER = "_other";

  private final String name;
  private final List<String> values = new ArrayList<>(List.of(MISSING, OTHER));
  private final Map<String, Integer> codes = new HashMap<>(Map.of(MISSING, 0, OTHER, 1));
  private boolean complete;

  /** Creates a segment of which no value is known. */
  public SegmentValues(String name) {
    this.name = name;
  }

  /** Returns the segment of a reference, whose values are all that are told apart. */
  public static SegmentValues of(SegmentReference reference) {
    SegmentValues known = new SegmentValues(reference.name());
    reference.values().forEach(known::code);
    known.complete();
    return known;
  }

  /** Returns the segment's name. */
  public String name() {
    return name;
  }

  /** Returns the values by code. */
  public List<String> values() {
    return List.copyOf(values);
  }

  /** Returns the value of a code. */
  public String value(int code) {
    return values.get(code);
  }

  /** From here on, values that are not known are others. */
  public void complete() {
    complete = true;
  }

  /** Returns the code of a value, null being a value that is missing. */
  public int code(@Nullable String value) {
    if (value == null) {
      return 0;
    }
    Integer known = codes.get(value);
    if (known != null) {
      return known;
    }
    if (complete || values.size() == MAX_CODES) {
      return 1;
    }
    values.add(value);
    codes.put(value, values.size() - 1);
    return values.size() - 1;
  }
}
