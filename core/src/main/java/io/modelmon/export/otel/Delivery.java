package io.modelmon.export.otel;

/**
 * What waits to be sent of one signal, and what is under way.
 *
 * <p><b>Threads:</b> confined to the export thread, but for {@link #status}.
 */
interface Delivery {

  /** Looks at what is under way, and starts to send what is due. Never blocks. */
  void step(long nowNanos);

  /** Wants everything sent that waits now. */
  void beginFlush();

  /** Returns whether the flush is over, successful or not. */
  boolean flushed();

  /** Returns whether the last flush, which is over, brought everything to the receiver. */
  boolean flushSucceeded();

  /** Returns what has been sent so far; any thread. */
  ExportStatus status();
}
