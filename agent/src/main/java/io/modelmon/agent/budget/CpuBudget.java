package io.modelmon.agent.budget;

/**
 * Keeps the agent's CPU time within a share of all cores' time by lowering two shares: first that
 * of payloads, then that of timing. Both come back slowly, timing first.
 *
 * <p>Lowering is in proportion to the excess, so that a step meets the target where the cost is in
 * proportion to the share; raising is by a fifth after some quiet rounds, and only where what that
 * will cost stays below the target, so that no step up is followed by one down under the same
 * traffic.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class CpuBudget {

  /** What is aimed at: less than the budget, so that a busier second does not exceed it at once. */
  static final double AIM = 0.85;

  /** Shares are never lowered below this: some calls are always seen. */
  static final double LEAST = 0.0005;

  private static final double QUIET = 0.9;
  private static final double RISE = 1.2;
  private static final double STEEPEST = 1.0 / 16;
  private static final int QUIET_ROUNDS = 3;

  /** The weight of the newest round: an export costs a multiple of what other seconds do. */
  private static final double NEWEST = 0.3;

  private final double share;
  private double payload = 1;
  private double timing = 1;
  private double threads;
  private int quietRounds;

  /**
   * Creates a budget.
   *
   * @param share of all cores' time, in (0, 1]
   */
  CpuBudget(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be in (0, 1], but is " + share);
    }
    this.share = share;
  }

  /**
   * Takes note of what the last round cost, as shares of all cores' time.
   *
   * @param ownThreads what the agent's threads took; taken to be in proportion to payloads
   * @param calls what was added to calls
   */
  void update(double ownThreads, CallShares calls) {
    threads += NEWEST * (ownThreads - threads);
    double used = threads + calls.payloads() + calls.timings() + calls.counts();
    if (used > share * AIM) {
      quietRounds = 0;
      lower(calls);
    } else if (used + (RISE - 1) * risingCost(calls) < share * AIM * QUIET) {
      quietRounds++;
      if (quietRounds >= QUIET_ROUNDS) {
        raise();
      }
    } else {
      quietRounds = 0;
    }
  }

  /** Returns what the share costs that is to be raised next. */
  private double risingCost(CallShares calls) {
    return timing < 1 ? calls.timings() : threads + calls.payloads();
  }

  private void lower(CallShares calls) {
    double room = share * AIM - calls.counts();
    double cost = threads + calls.payloads();
    double before = payload;
    payload = lowered(payload, room - calls.timings(), cost);
    // What was measured before the step would count against the rounds after it.
    threads *= payload / before;
    if (payload <= LEAST) {
      timing = lowered(timing, room - cost * payload / before, calls.timings());
    }
  }

  private static double lowered(double rate, double room, double cost) {
    if (cost <= Math.max(0, room)) {
      return rate;
    }
    return Math.max(LEAST, rate * Math.max(STEEPEST, room / cost));
  }

  private void raise() {
    if (timing < 1) {
      timing = Math.min(1, timing * RISE);
    } else {
      payload = Math.min(1, payload * RISE);
    }
  }

  /** Returns the factor of payloads, in [{@value #LEAST}, 1]. */
  double payload() {
    return payload;
  }

  /** Returns the factor of timing, in [{@value #LEAST}, 1]. */
  double timing() {
    return timing;
  }
}
