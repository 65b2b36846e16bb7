package io.modelmon.export.otel;

import io.modelmon.export.Metric;
import io.opentelemetry.api.common.Attributes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The limits on series: which have a series of their own and which are folded together.
 *
 * <p>A decision holds as long as the series is seen in every collection, so that no count moves
 * from one series to another. A place is free again one collection after its series was last seen.
 * One place per metric is kept for the overflow series.
 *
 * <p><b>Threads:</b> confined to the collecting thread.
 */
final class SeriesLimiter {

  /** The greatest number of series of one metric, overflow included. */
  static final int PER_METRIC = 2_000;

  /** The greatest number of series of all metrics, overflow included. */
  static final int PER_PROCESS = 10_000;

  private final Map<Metric, Map<Attributes, Place>> places = new EnumMap<>(Metric.class);
  private final int[] admitted = new int[Metric.values().length];
  private int admittedInAll;
  private long collection;

  private static final class Place {
    final boolean admitted;
    long lastSeen;

    Place(boolean admitted) {
      this.admitted = admitted;
    }
  }

  /** Returns whether these attributes may have a series of their own. */
  boolean admit(Metric metric, Attributes attributes) {
    Map<Attributes, Place> known = places.computeIfAbsent(metric, unused -> new HashMap<>());
    Place place = known.get(attributes);
    if (place == null) {
      place = new Place(hasRoom(metric));
      known.put(attributes, place);
      if (place.admitted) {
        admitted[metric.ordinal()]++;
        admittedInAll++;
      }
    }
    place.lastSeen = collection;
    return place.admitted;
  }

  /** Ends one collection: forgets what was not seen in it. */
  void endCollection() {
    for (Map.Entry<Metric, Map<Attributes, Place>> entry : places.entrySet()) {
      Iterator<Place> known = entry.getValue().values().iterator();
      while (known.hasNext()) {
        Place place = known.next();
        if (place.lastSeen != collection) {
          known.remove();
          if (place.admitted) {
            admitted[entry.getKey().ordinal()]--;
            admittedInAll--;
          }
        }
      }
    }
    collection++;
  }

  private boolean hasRoom(Metric metric) {
    return admitted[metric.ordinal()] < PER_METRIC - 1
        && admittedInAll < PER_PROCESS - admitted.length;
  }
}
