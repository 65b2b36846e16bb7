package io.modelmon.export.otel;

import io.modelmon.config.EventSignal;
import io.modelmon.export.notify.ReceiverStatus;
import io.modelmon.monitor.Evaluation;
import io.modelmon.monitor.MonitorSnapshot;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is exported.
 *
 * @param events the forms in which events are sent
 * @param snapshots the newest snapshot, never null
 * @param evaluations the next evaluation, or null when none waits
 * @param notices what became of notices of alerts, per receiver
 */
record ExportSources(
    Set<EventSignal> events,
    Supplier<MonitorSnapshot> snapshots,
    Supplier<@Nullable Evaluation> evaluations,
    Supplier<List<ReceiverStatus>> notices) {

  /** Creates sources without notices. */
  ExportSources(
      Set<EventSignal> events,
      Supplier<MonitorSnapshot> snapshots,
      Supplier<@Nullable Evaluation> evaluations) {
    this(events, snapshots, evaluations, List::of);
  }
}
