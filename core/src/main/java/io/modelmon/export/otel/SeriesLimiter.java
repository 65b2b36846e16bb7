package io.modelmon.export.otel;

import io.modelmon.export.Metric;
import io.opentelemetry.api.common.Attributes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The limits on series: which have a series of their own and which are folded together.
 *
 * <p>A decision holds as long as the series is in every collection, so that no count moves from one
 * series to another; the place of one that is gone is free at once. Two places per metric are kept:
 * for its overflow series, and for saying that it has one.
 *
 * <p><b>Threads:</b> confined to the collecting thread.
 */
final class SeriesLimiter {

  /** The greatest number of series of one metric, overflow included. */
  static final int PER_METRIC = 2_000;

  /** The greatest number of series of all metrics, overflow included. */
  static final int PER_PROCESS = 10_000;

  private static final int KEPT = 2 * Metric.values().length;

  private final Map<Metric, Map<Attributes, Boolean>> decisions = new EnumMap<>(Metric.class);
  private final int[] admitted = new int[Metric.values().length];
  private int admittedInAll;

  /** Begins a collection: forgets the series of a metric that are not in it. */
  void retain(Metric metric, Set<Attributes> present) {
    Iterator<Map.Entry<Attributes, Boolean>> known = decisions(metric).entrySet().iterator();
    while (known.hasNext()) {
      Map.Entry<Attributes, Boolean> entry = known.next();
      if (!present.contains(entry.getKey())) {
        known.remove();
        if (entry.getValue()) {
          admitted[metric.ordinal()]--;
          admittedInAll--;
        }
      }
    }
  }

  /** Returns whether these attributes have a series of their own. */
  boolean admit(Metric metric, Attributes attributes) {
    Boolean known = decisions(metric).get(attributes);
    if (known != null) {
      return known;
    }
    boolean room =
        admitted[metric.ordinal()] < PER_METRIC - 1 && admittedInAll < PER_PROCESS - KEPT;
    decisions(metric).put(attributes, room);
    if (room) {
      admitted[metric.ordinal()]++;
      admittedInAll++;
    }
    return room;
  }

  private Map<Attributes, Boolean> decisions(Metric metric) {
    return decisions.computeIfAbsent(metric, unused -> new HashMap<>());
  }
}
