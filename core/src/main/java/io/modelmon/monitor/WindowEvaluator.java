package io.modelmon.monitor;

import io.modelmon.config.DriftConfig;
import io.modelmon.drift.Candidate;
import io.modelmon.drift.CoolDown;
import io.modelmon.drift.Correction;
import io.modelmon.drift.DriftVerdict;
import io.modelmon.drift.Transition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The evaluation of one window over all columns of a model, and over those of each value of a
 * segment: compares, decides, remembers, and says what has changed.
 */
final class WindowEvaluator {

  private static final Description NO_OTHERS = new Description(Set.of());

  private final List<Comparison> comparisons = new ArrayList<>();
  private final List<String> daily = new ArrayList<>();
  private final boolean enoughRows;
  private final long rows;

  /**
   * Compares all columns.
   *
   * @param rows rows of the window
   * @param minRows least rows of a window that says something
   * @param description the measures that decide nothing
   */
  WindowEvaluator(List<ColumnMonitor> columns, long rows, long minRows, Description description) {
    this.rows = rows;
    this.enoughRows = rows >= minRows;
    for (ColumnMonitor column : columns) {
      comparisons.addAll(ColumnComparator.compare(column, description));
    }
  }

  /**
   * Returns whether the window says something: it has enough rows, and at least one feature's
   * values are worth enough independent ones, if any are compared.
   */
  boolean sufficient() {
    if (!enoughRows) {
      return false;
    }
    boolean any = false;
    for (Comparison comparison : comparisons) {
      if (comparison.ofValues() && comparison.n() > 0) {
        any = true;
        if (comparison.effectiveN() >= DriftVerdict.MIN_EFFECTIVE_N) {
          return true;
        }
      }
    }
    return !any;
  }

  /**
   * Nothing that is compared can be stable where no reference has enough values; to wait is vain.
   */
  private boolean isReferred() {
    return comparisons.isEmpty() || comparisons.stream().anyMatch(Comparison::isReferred);
  }

  /** The outcome: the closed window, and what changed with it. */
  record Outcome(WindowSnapshot window, List<ModelEvent> events) {}

  /** The window as such; {@code end} is when it was closed. */
  record Span(long number, long startEpochNanos, Instants end) {

    long endEpochNanos() {
      return end.epochNanos();
    }
  }

  /** Returns the features that drift and return at the same hours every day, as this one shows. */
  List<String> daily() {
    return daily;
  }

  /**
   * Decides; must be called once.
   *
   * @param parts columns of the rows that have one value of a segment; they are judged in one
   *     family with whole columns, but a window is not sufficient because of them
   */
  Outcome evaluate(Span span, DriftConfig drift, List<ColumnMonitor> parts) {
    boolean sufficient = sufficient() && isReferred();
    double effectiveN = effectiveN();
    if (sufficient) {
      for (ColumnMonitor part : parts) {
        comparisons.addAll(ColumnComparator.compare(part, NO_OTHERS));
      }
    }
    boolean[] flags = sufficient ? decide(drift) : new boolean[comparisons.size()];
    List<Change> changes = sufficient ? update(flags, span.end()) : List.of();
    List<FeatureDrift> features = new ArrayList<>();
    List<FeatureDrift> segments = new ArrayList<>();
    for (int i = 0; i < flags.length; i++) {
      if (!comparisons.get(i).silent()) {
        FeatureDrift found = comparisons.get(i).drift(flags[i]);
        (found.segment() == null ? features : segments).add(found);
      }
    }
    WindowSnapshot window =
        new WindowSnapshot(
                span.number(),
                span.startEpochNanos(),
                span.endEpochNanos(),
                rows,
                effectiveN,
                verdict(sufficient),
                driftShare(),
                features)
            .with(new SegmentDrift(segments, List.of()));
    List<ModelEvent> events = new ArrayList<>();
    for (Change change : changes) {
      FeatureDrift cause = comparisons.get(change.comparison()).drift(flags[change.comparison()]);
      events.add(
          new ModelEvent(change.kind(), span.endEpochNanos(), change.detail(), window, cause));
    }
    return new Outcome(window, events);
  }

  private boolean[] decide(DriftConfig drift) {
    List<Candidate> candidates = comparisons.stream().map(Comparison::candidate).toList();
    Correction correction = Correction.valueOf(drift.correction().name());
    return DriftVerdict.decide(candidates, drift.alpha(), correction);
  }

  private record Change(ModelEvent.Kind kind, int comparison, String detail) {}

  /** A feature changes once, whichever of its tests did, and is back when all of them are. */
  private List<Change> update(boolean[] flags, Instants now) {
    List<Change> changes = new ArrayList<>();
    int next;
    for (int first = 0; first < comparisons.size(); first = next) {
      ColumnMonitor column = comparisons.get(first).column();
      boolean before = column.drifted();
      int cause = first;
      boolean changed = false;
      for (next = first;
          next < comparisons.size() && comparisons.get(next).column() == column;
          next++) {
        Transition transition = comparisons.get(next).update(flags[next]);
        boolean firstChange = !changed && transition != Transition.NONE;
        changed |= firstChange;
        if (firstChange || (!changed && flags[next] && !flags[cause])) {
          cause = next;
        }
      }
      Transition transition = Transition.NONE;
      if (column.drifted() != before) {
        transition = before ? Transition.RESOLVED : Transition.DETECTED;
        remember(column, transition, now);
      }
      report(column, transition, now, cause, changes);
    }
    return changes;
  }

  /** What comes and goes by the hour is looked for in whole columns: only these can expect it. */
  private void remember(ColumnMonitor column, Transition transition, Instants now) {
    if (column.segment() != null) {
      return;
    }
    if (transition == Transition.DETECTED) {
      column.pattern().detected(now.epochNanos());
    } else if (column.pattern().resolved(now.epochNanos())) {
      daily.add(column.column().name());
    }
  }

  private static void report(
      ColumnMonitor column, Transition transition, Instants now, int cause, List<Change> changes) {
    CoolDown coolDown = column.coolDown();
    Transition reported = coolDown.update(transition, column.drifted(), now.nanoTime());
    if (reported == Transition.NONE) {
      return;
    }
    long suppressed = coolDown.takeSuppressed();
    String detail =
        suppressed == 0 ? "" : suppressed + " transitions since the last event in the cool-down";
    boolean detected = reported == Transition.DETECTED;
    ModelEvent.Kind kind =
        detected ? ModelEvent.Kind.DRIFT_DETECTED : ModelEvent.Kind.DRIFT_RESOLVED;
    changes.add(new Change(kind, cause, detail));
  }

  private WindowVerdict verdict(boolean sufficient) {
    if (!sufficient) {
      return WindowVerdict.INSUFFICIENT;
    }
    boolean drifted = comparisons.stream().anyMatch(c -> c.column().drifted());
    return drifted ? WindowVerdict.DRIFT : WindowVerdict.STABLE;
  }

  private double effectiveN() {
    double least = Double.NaN;
    for (Comparison comparison : comparisons) {
      if (comparison.ofValues() && comparison.n() > 0 && !(least <= comparison.effectiveN())) {
        least = comparison.effectiveN();
      }
    }
    return Double.isNaN(least) ? rows : least;
  }

  private double driftShare() {
    Set<ColumnMonitor> all = new HashSet<>();
    int drifted = 0;
    for (Comparison comparison : comparisons) {
      boolean whole = comparison.column().segment() == null;
      if (whole && all.add(comparison.column()) && comparison.column().drifted()) {
        drifted++;
      }
    }
    return all.isEmpty() ? Double.NaN : (double) drifted / all.size();
  }
}
