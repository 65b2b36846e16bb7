package io.modelmon.config;

/** The forms in which events are emitted. */
public enum EventSignal {
  /** Span events on the evaluation span of a window. */
  SPAN,
  /** Log records with an event name. */
  LOG
}
