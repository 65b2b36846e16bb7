package io.modelmon.monitor;

import io.modelmon.profile.Seasonality;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Which season a moment falls into, remembered until the season ends.
 *
 * <p><b>Cost:</b> two comparisons, and a look at the calendar when a season begins. <br>
 * <b>Threads:</b> confined to the monitor thread.
 */
final class SeasonClock {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Seasonality seasonality;
  private long fromEpochNanos;
  private long toEpochNanos;
  private int season;

  SeasonClock(Seasonality seasonality) {
    this.seasonality = seasonality;
  }

  /** Returns the season of a time, in nanoseconds since 1970. */
  int seasonAt(long epochNanos) {
    if (epochNanos < fromEpochNanos || epochNanos >= toEpochNanos) {
      Instant time =
          Instant.ofEpochSecond(
              Math.floorDiv(epochNanos, SECOND), Math.floorMod(epochNanos, SECOND));
      season = seasonality.indexOf(time);
      fromEpochNanos = epochNanos;
      Instant end = seasonality.endOf(time);
      toEpochNanos = end.getEpochSecond() * SECOND + end.getNano();
    }
    return season;
  }
}
