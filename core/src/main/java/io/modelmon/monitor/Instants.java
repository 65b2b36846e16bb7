package io.modelmon.monitor;

import java.time.Instant;

/**
 * One moment on both clocks.
 *
 * @param nanoTime on the monotonic clock, for ages
 * @param epochNanos nanoseconds since 1970, for reports
 */
record Instants(long nanoTime, long epochNanos) {

  static Instants of(long nanoTime, Instant instant) {
    return new Instants(nanoTime, instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
  }

  Instant instant() {
    return Instant.ofEpochSecond(0, epochNanos);
  }
}
