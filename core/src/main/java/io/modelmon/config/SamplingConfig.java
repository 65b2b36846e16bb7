package io.modelmon.config;

import java.time.Instant;
import java.util.List;

/**
 * Which share of a model's calls is captured. Calls, errors and rows are counted whatever it says.
 *
 * @param shares outside all periods
 * @param schedule periods with shares of their own; where several hold the first counts
 */
public record SamplingConfig(Shares shares, List<SamplingPeriod> schedule) {

  /** Captures and times everything. */
  public static final SamplingConfig DEFAULT = new SamplingConfig(Shares.ALL, List.of());

  /**
   * The two stages of sampling.
   *
   * @param rate the share of calls whose inputs and outputs are captured, in [0, 1]
   * @param timing the share of the other calls that are timed, in [0, 1]
   */
  public record Shares(double rate, double timing) {

    /** Everything. */
    public static final Shares ALL = new Shares(1, 1);
  }

  /** Copies the list. */
  public SamplingConfig {
    schedule = List.copyOf(schedule);
  }

  /** Returns the shares at a moment. */
  public Shares at(Instant instant) {
    for (SamplingPeriod period : schedule) {
      if (period.contains(instant)) {
        return period.shares();
      }
    }
    return shares;
  }
}
