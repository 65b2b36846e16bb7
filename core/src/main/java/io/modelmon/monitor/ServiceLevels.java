package io.modelmon.monitor;

import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.diagnosis.UsualLevel;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.threshold.Scale;
import io.modelmon.alert.threshold.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is usual of durations, rates and errors of a model.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class ServiceLevels {

  /** Types of errors whose usual share is remembered. */
  static final int MAX_TYPES = 32;

  private static final double LEAST_RATIO = 1.25;

  /**
   * One window.
   *
   * @param median median duration in seconds
   * @param p99 the 99th percentile
   * @param throughput calls per second
   * @param errors share of calls that threw
   * @param types the same by type of error
   */
  record Window(
      Reading median,
      Reading p99,
      Reading throughput,
      Reading errors,
      Map<String, Reading> types) {}

  private final UsualLevel median = new UsualLevel(Scale.LOGARITHM, LEAST_RATIO);
  private final UsualLevel p99 = new UsualLevel(Scale.LOGARITHM, LEAST_RATIO);
  private final UsualLevel throughput = new UsualLevel(Scale.LOGARITHM, LEAST_RATIO);
  private final UsualLevel errors = new UsualLevel(Scale.ARCSINE, LEAST_RATIO);
  private final Map<String, UsualLevel> types = new LinkedHashMap<>();
  private int windows;

  /** Returns whether there is enough to compare with. */
  boolean known() {
    return throughput.known();
  }

  /** Remembers a window. */
  void record(Window window) {
    median.record(window.median());
    p99.record(window.p99());
    throughput.record(window.throughput());
    errors.record(window.errors());
    Reading none = new Reading(0, window.errors().n());
    for (String type : window.types().keySet()) {
      if (types.size() < MAX_TYPES) {
        types.computeIfAbsent(type, unused -> absent(windows, none));
      }
    }
    types.forEach((type, level) -> level.record(window.types().getOrDefault(type, none)));
    windows = Math.min(windows + 1, UsualLevel.CAPACITY);
  }

  /** Returns what there is to say about a window. */
  List<Observation> observe(Window window) {
    List<Observation> found = new ArrayList<>();
    found.add(higher(Sign.LATENCY, "p50", median, window.median()));
    found.add(higher(Sign.LATENCY, "p99", p99, window.p99()));
    Reading rate = window.throughput();
    Verdict changed = throughput.higher(rate).or(throughput.lower(rate));
    found.add(
        new Observation(
            Sign.THROUGHPUT, "", changed, throughput.median(rate), rate.value(), rate.n()));
    found.add(higher(Sign.ERROR_RATE, "", errors, window.errors()));
    window.types().entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                (Map.Entry<String, Reading> entry) -> -entry.getValue().value()))
        .forEach(entry -> found.add(type(entry.getKey(), entry.getValue())));
    return found;
  }

  /** A type that was never seen is compared with a model that throws as seldom as it can. */
  private Observation type(String type, Reading now) {
    UsualLevel level = types.get(type);
    if (level == null) {
      level = absent(known() ? UsualLevel.WARM_UP : 0, new Reading(0, now.n()));
    }
    return higher(Sign.ERROR_TYPE, type, level, now);
  }

  /** Returns the level of a type that was in none of the windows before. */
  private static UsualLevel absent(int windows, Reading none) {
    UsualLevel level = new UsualLevel(Scale.ARCSINE, LEAST_RATIO);
    for (int i = 0; i < windows; i++) {
      level.record(none);
    }
    return level;
  }

  private static Observation higher(Sign sign, String subject, UsualLevel level, Reading now) {
    return new Observation(
        sign, subject, level.higher(now), level.median(now), now.value(), now.n());
  }
}
