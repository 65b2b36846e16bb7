package io.modelmon.monitor;

import io.modelmon.math.Interval;
import io.modelmon.performance.PerformanceMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Realised metrics beside what was to be expected of the same rows.
 *
 * <p>An estimate takes what labels mean to be what it was in the reference. Where the two intervals
 * of a metric have no point in common, that has changed: at 95 % each, that takes more than 3.9
 * standard errors of the realised figure. Over several metrics and a reference of few rows chance
 * still does it once in a thousand windows, so that one window alone is no finding.
 *
 * @param realised by labels
 * @param estimated without them
 */
record EstimateGap(List<PerformanceMetric> realised, List<PerformanceMetric> estimated) {

  /** The name of the finding in telemetry, in place of a detector. */
  static final String DETECTOR = "gap";

  /** Returns the finding about the first metric that is apart, or null when none is. */
  @Nullable ConceptDrift finding() {
    List<String> words = new ArrayList<>();
    ConceptDrift first = null;
    for (PerformanceMetric estimate : estimated) {
      for (PerformanceMetric own : realised) {
        if (own.name() == estimate.name() && apart(own, estimate)) {
          words.add(words(own, estimate));
          first =
              first != null
                  ? first
                  : new ConceptDrift(
                      DETECTOR, estimate.value(), own.value(), own.n(), own.name().id(), "");
        }
      }
    }
    return first == null
        ? null
        : new ConceptDrift(
            DETECTOR,
            first.before(),
            first.after(),
            first.n(),
            first.metric(),
            String.join("; ", words));
  }

  private static boolean apart(PerformanceMetric own, PerformanceMetric estimate) {
    return own.known()
        && estimate.known()
        && own.interval().known()
        && estimate.interval().known()
        && (own.interval().lower() > estimate.interval().upper()
            || own.interval().upper() < estimate.interval().lower());
  }

  private static String words(PerformanceMetric own, PerformanceMetric estimate) {
    return "%s is %s by labels, expected were %s"
        .formatted(own.name().id(), figure(own), figure(estimate));
  }

  private static String figure(PerformanceMetric metric) {
    Interval interval = metric.interval();
    return String.format(
        Locale.ROOT, "%.4g (%.4g to %.4g)", metric.value(), interval.lower(), interval.upper());
  }
}
