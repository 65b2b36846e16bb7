package io.modelmon.export.otel;

import java.util.concurrent.atomic.AtomicLong;

/** The counters of one signal. <b>Threads:</b> any. */
final class ExportCounts {

  final AtomicLong succeeded = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong droppedFull = new AtomicLong();
  final AtomicLong droppedRejected = new AtomicLong();

  ExportStatus status(Signal signal) {
    return new ExportStatus(
        signal.text(), succeeded.get(), failed.get(), droppedFull.get(), droppedRejected.get());
  }
}
