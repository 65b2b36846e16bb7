package io.modelmon.agent.budget;

import io.modelmon.capture.CallCounters;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.SamplingConfig;
import io.modelmon.monitor.AgentLoad;
import java.time.Instant;

/**
 * What sampling, the budget and the breakers make of one model.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class ModelControl {

  /** Too few calls to tell an overflow from a burst. */
  private static final long LEAST_CALLS = 100;

  private static final double OVERFLOW = 0.05;
  private static final double CALM_OVERFLOW = 0.001;
  private static final int ROUNDS_TO_TRIP = 3;

  private final ModelCapture capture;
  private final SamplingConfig sampling;
  private final Breaker overflow = new Breaker("full", ROUNDS_TO_TRIP, 1, 0.25, 1 / 16.0, 1 / 64.0);
  private SamplingConfig.Shares shares = SamplingConfig.Shares.ALL;
  private double timing = 1;
  private long captured;
  private long full;
  private long leftOut;
  private long newCaptured;
  private long newFull;
  private long newLeftOut;

  ModelControl(ModelCapture capture, SamplingConfig sampling) {
    this.capture = capture;
    this.sampling = sampling;
  }

  ModelCapture capture() {
    return capture;
  }

  /**
   * Takes note of the calls since the last round.
   *
   * @param capturedNow the calls that came through the ring so far; not from a snapshot, whose age
   *     differs from round to round
   */
  void count(long capturedNow) {
    CallCounters counters = capture.counters();
    long fullNow = counters.calls(CallOutcome.DROPPED_FULL);
    long leftOutNow =
        counters.calls(CallOutcome.SAMPLED_OUT) + counters.calls(CallOutcome.DROPPED_BREAKER);
    newCaptured = capturedNow - captured;
    newFull = fullNow - full;
    newLeftOut = leftOutNow - leftOut;
    captured = capturedNow;
    full = fullNow;
    leftOut = leftOutNow;
  }

  /** Returns what those calls cost. */
  CallShares cost(CallCosts costs, double capacityNanos) {
    return costs.shares(capture.gate(), newCaptured + newFull, newLeftOut, timing, capacityNanos);
  }

  /** Looks whether the ring overflows; true when that changed what passes. */
  boolean watchOverflow(long nowNanos) {
    long tried = newCaptured + newFull;
    double lost = tried == 0 ? 0 : newFull / (double) tried;
    return overflow.update(tried >= LEAST_CALLS && lost > OVERFLOW, lost < CALM_OVERFLOW, nowNanos);
  }

  /**
   * Sets what holds from now on.
   *
   * @param now for the schedule
   * @param payloadFactor what the budget leaves of payloads
   * @param timingFactor what the budget leaves of timing
   * @param passing what the breakers of all models let pass
   */
  void apply(Instant now, double payloadFactor, double timingFactor, double passing) {
    shares = sampling.at(now);
    timing = shares.timing() * timingFactor;
    capture
        .gate()
        .set(shares.rate() * payloadFactor, Math.min(passing, overflow.passing()), timing);
  }

  AgentLoad.ModelSampling sampling() {
    return new AgentLoad.ModelSampling(
        capture.id(), capture.gate().payloadRate(), capture.gate().timingRate());
  }

  AgentLoad.Breaking breaking() {
    return new AgentLoad.Breaking(capture.id(), overflow.reason(), overflow.passing());
  }

  double overflowPassing() {
    return overflow.passing();
  }
}
