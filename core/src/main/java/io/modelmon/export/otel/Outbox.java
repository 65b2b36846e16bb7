package io.modelmon.export.otel;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The one message of a signal that may be under way, and the counting of how messages end. The
 * SDK's own readers and processors report success for exports that failed, so they are not used.
 *
 * <p><b>Threads:</b> confined to the export thread.
 */
final class Outbox<T> {

  private final Signal signal;
  private final OtlpExporters.Exporter<T> exporter;
  private final LimitedLog log;
  private final Runnable wakeUp;
  private final ExportCounts counts = new ExportCounts();
  private @Nullable CompletableResultCode underWay;

  /**
   * Creates an empty outbox.
   *
   * @param wakeUp called from any thread when a message has ended
   */
  Outbox(Signal signal, OtlpExporters.Exporter<T> exporter, LimitedLog log, Runnable wakeUp) {
    this.signal = signal;
    this.exporter = exporter;
    this.log = log;
    this.wakeUp = wakeUp;
  }

  boolean isBusy() {
    return underWay != null;
  }

  /** Starts to send; only when not busy. */
  void send(Collection<T> batch) {
    CompletableResultCode result = exporter.export().apply(batch);
    underWay = result;
    result.whenComplete(wakeUp);
  }

  /** Returns how the message under way has ended, or null while it has not, or there is none. */
  @Nullable SendOutcome takeOutcome() {
    CompletableResultCode result = underWay;
    if (result == null || !result.isDone()) {
      return null;
    }
    underWay = null;
    if (result.isSuccess()) {
      counts.succeeded.incrementAndGet();
      return SendOutcome.SUCCESS;
    }
    counts.failed.incrementAndGet();
    SendOutcome outcome = exporter.sender().lastOutcome();
    if (outcome.success()) {
      // The sender was not even reached.
      outcome = new SendOutcome(false, false, "the exporter refused");
    }
    log.log(
        signal + outcome.cause(),
        "sending "
            + signal.text()
            + " over OTLP to "
            + exporter.sender().receiver()
            + " failed: "
            + outcome.cause());
    return outcome;
  }

  /** Ends a pause between two attempts. */
  void hurry() {
    exporter.sender().hurry();
  }

  ExportCounts counts() {
    return counts;
  }

  ExportStatus status() {
    return counts.status(signal);
  }
}
