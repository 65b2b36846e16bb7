package io.modelmon.monitor;

import io.modelmon.alert.indicator.Reading;
import io.modelmon.quality.Rate;
import java.util.Map;

/**
 * The calls since the window before.
 *
 * @param calls how many of what
 * @param seconds how long that was; NaN when unknown
 * @param quantiles durations in seconds by percentile, such as {@code p99}
 * @param timed calls behind the percentiles
 */
record CallWindow(CallTotals calls, double seconds, Map<String, Double> quantiles, int timed) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Reads percentiles of the calls that were captured. */
  static CallWindow of(CallTotals calls, double seconds, LatencyWindow latency) {
    Map<String, Double> quantiles =
        Map.of(
            "p50", latency.quantile(0.5),
            "p90", latency.quantile(0.9),
            "p95", latency.quantile(0.95),
            "p99", latency.quantile(0.99));
    return new CallWindow(calls, seconds, quantiles, latency.n());
  }

  Reading latency(String name) {
    if (name.equals("mean")) {
      return new Reading(calls.durationNanos() / NANOS_PER_SECOND / calls.timed(), calls.timed());
    }
    return new Reading(quantiles.getOrDefault(name, Double.NaN), timed);
  }

  Reading throughput() {
    return new Reading(seconds > 0 ? calls.calls() / seconds : Double.NaN, calls.calls());
  }

  Reading error(String name) {
    // Calls and errors are counted one after the other, and a window may end between the two.
    long errors = Math.min(calls.errors(), calls.calls());
    return name.equals("count")
        ? new Reading(calls.errors(), calls.calls())
        : WindowIndicators.share(new Rate(errors, calls.calls(), calls.calls()));
  }

  Reading coverage() {
    long captured = Math.min(calls.capturedRows(), calls.rows());
    return WindowIndicators.share(new Rate(captured, calls.rows(), calls.rows()));
  }
}
