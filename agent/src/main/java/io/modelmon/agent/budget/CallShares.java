package io.modelmon.agent.budget;

/**
 * What the agent added to calls, as shares of all cores' time.
 *
 * @param payloads by capturing inputs and outputs, ≥ 0
 * @param timings by reading the clock for calls that were left out, ≥ 0
 * @param counts by noticing and counting calls, which nothing can change, ≥ 0
 */
record CallShares(double payloads, double timings, double counts) {

  static final CallShares NONE = new CallShares(0, 0, 0);

  CallShares plus(CallShares other) {
    return new CallShares(
        payloads + other.payloads, timings + other.timings, counts + other.counts);
  }

  double sum() {
    return payloads + timings + counts;
  }
}
