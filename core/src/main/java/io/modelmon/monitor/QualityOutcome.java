package io.modelmon.monitor;

import io.modelmon.drift.Transition;
import java.util.ArrayList;
import java.util.List;

/** What the rules of data quality say about one window, and what has changed with it. */
final class QualityOutcome {

  private record Change(ModelEvent.Kind kind, FeatureQuality quality) {}

  private final List<FeatureQuality> results = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  void add(FeatureQuality quality) {
    results.add(quality);
  }

  /** Remembers a transition to be reported. */
  void change(Transition transition, FeatureQuality quality) {
    if (transition != Transition.NONE) {
      ModelEvent.Kind kind =
          transition == Transition.DETECTED
              ? ModelEvent.Kind.QUALITY_DETECTED
              : ModelEvent.Kind.QUALITY_RESOLVED;
      changes.add(new Change(kind, quality));
    }
  }

  /** Returns what is to be shown. */
  List<FeatureQuality> results() {
    return results;
  }

  /** Returns one event per transition. */
  List<ModelEvent> events(WindowSnapshot window) {
    List<ModelEvent> events = new ArrayList<>();
    for (Change change : changes) {
      events.add(
          new ModelEvent(
              change.kind(), window.endEpochNanos(), "", window, null, change.quality()));
    }
    return events;
  }
}
