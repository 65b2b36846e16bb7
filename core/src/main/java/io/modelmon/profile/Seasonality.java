package io.modelmon.profile;

import java.time.Instant;
import java.time.ZoneId;

/**
 * How the rows of a reference are divided by time.
 *
 * @param season the cycle
 * @param zone where its hours and days are read
 */
public record Seasonality(Season season, ZoneId zone) {

  /** Returns the part of the cycle that a time falls into, from 0. */
  public int indexOf(Instant time) {
    return season.indexOf(time.atZone(zone));
  }

  /** Returns when the part that a time falls into ends; always later than that time. */
  public Instant endOf(Instant time) {
    return season.endOf(time.atZone(zone)).toInstant();
  }

  @Override
  public String toString() {
    return season.attribute() + " in " + zone;
  }
}
