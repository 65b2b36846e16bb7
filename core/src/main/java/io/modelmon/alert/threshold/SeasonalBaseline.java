package io.modelmon.alert.threshold;

import io.modelmon.alert.rule.IndicatorTest.History;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The usual at each hour of the week: the median of the newest values of that hour on that weekday,
 * with a spread common to all hours, told from how far values have been from their hour's median
 * when they arrived.
 *
 * <p>There is a band for an hour after {@value #LEAST_WEEKS} values in it and a week of values
 * whose hour was known.
 *
 * <p><b>Cost:</b> {@value #WEEKS} values for each of 168 hours and one per window remembered, 16
 * bytes each. <b>Threads:</b> confined to the monitor thread.
 */
public final class SeasonalBaseline implements Baseline {

  private static final int HOURS = 24;
  private static final int HOURS_PER_WEEK = 7 * HOURS;
  static final int WEEKS = 8;
  static final int LEAST_WEEKS = 3;

  private final @Nullable Samples[] hours = new @Nullable Samples[HOURS_PER_WEEK];
  private final Samples errors;
  private final int warmUp;
  private final ZoneId zone;
  private final boolean robust;

  /**
   * Creates an empty memory.
   *
   * @param zone where hours and weekdays are told
   * @param robust whether the spread is the median absolute deviation, else the standard deviation
   */
  public SeasonalBaseline(History history, ZoneId zone, boolean robust) {
    this.errors = new Samples(history.windows());
    this.warmUp = Baseline.warmUp(history);
    this.zone = zone;
    this.robust = robust;
  }

  @Override
  public Band band(long epochNanos) {
    double usual = usual(epochNanos);
    if (Double.isNaN(usual) || errors.size() < warmUp) {
      return Band.UNKNOWN;
    }
    return robust
        ? RobustBand.of(errors, 0, usual)
        : new Band(usual, errors.deviation(errors.mean()));
  }

  @Override
  public void record(long epochNanos, double value) {
    double usual = usual(epochNanos);
    if (!Double.isNaN(usual)) {
      errors.add(value - usual);
    }
    int hour = hour(epochNanos);
    Samples known = hours[hour];
    if (known == null) {
      known = new Samples(WEEKS);
      hours[hour] = known;
    }
    known.add(value);
  }

  private double usual(long epochNanos) {
    Samples known = hours[hour(epochNanos)];
    return known == null || known.size() < LEAST_WEEKS ? Double.NaN : known.quantile(0.5);
  }

  private int hour(long epochNanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    ZonedDateTime time = Instant.ofEpochSecond(Math.floorDiv(epochNanos, second)).atZone(zone);
    return (time.getDayOfWeek().getValue() - 1) * HOURS + time.getHour();
  }
}
