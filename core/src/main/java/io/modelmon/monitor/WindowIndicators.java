package io.modelmon.monitor;

import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.profile.ColumnTotals;
import io.modelmon.quality.Rate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All numbers of one closed window under the names that rules give them. What a window is too small
 * to say is unknown: of an insufficient one only its size and its calls are known.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class WindowIndicators implements WindowReadings {

  private final WindowSnapshot window;
  private final CallWindow calls;
  private final List<ColumnShares> columns;
  private final PerformanceReadings performance;
  private final boolean sufficient;
  private Map<String, Reading> anomalies = Map.of();

  /**
   * Puts the numbers together.
   *
   * @param performance what is known of the quality of predictions
   */
  WindowIndicators(
      WindowSnapshot window,
      CallWindow calls,
      List<ColumnShares> columns,
      PerformanceReadings performance) {
    this.window = window;
    this.calls = calls;
    this.columns = columns;
    this.performance = performance;
    this.sufficient = window.verdict() != WindowVerdict.INSUFFICIENT;
  }

  /** Takes what is said of all numbers together, by method; nothing before. */
  void together(Map<String, Reading> shares) {
    anomalies = shares;
  }

  @Override
  public long number() {
    return window.number();
  }

  @Override
  public long endEpochNanos() {
    return window.endEpochNanos();
  }

  @Override
  public List<String> features() {
    return columns.stream().map(ColumnShares::column).toList();
  }

  @Override
  public Reading current(IndicatorPath path) {
    List<IndicatorPath.Step> steps = path.steps();
    String last = steps.get(steps.size() - 1).text();
    return switch (steps.get(0).text()) {
      case "latency" -> calls.latency(last);
      case "throughput" -> calls.throughput();
      case "error" -> calls.error(last);
      case "capture" -> calls.coverage();
      case "window" -> window(last);
      case "drift" -> drift(last);
      case "quality" -> issues(null);
      case "anomaly" -> anomalies.getOrDefault(last, Reading.UNKNOWN);
      case "performance" -> performance.realised(last, path.segment());
      case "estimated" -> sufficient ? performance.estimated(last) : Reading.UNKNOWN;
      case "labels" -> performance.covered();
      case "feature" -> feature(steps.get(1).text(), steps.get(2).text(), last);
      default -> Reading.UNKNOWN;
    };
  }

  @Override
  public boolean repeats(IndicatorPath path) {
    return performance.revised() && path.steps().get(0).text().equals("performance");
  }

  @Override
  public Reading reference(IndicatorPath path) {
    List<IndicatorPath.Step> steps = path.steps();
    String kind = steps.get(0).text();
    if (kind.equals("performance") || kind.equals("estimated")) {
      return path.segment().isEmpty()
          ? performance.trained(steps.get(steps.size() - 1).text())
          : Reading.UNKNOWN;
    }
    if (!kind.equals("feature") || steps.size() != 3) {
      return Reading.UNKNOWN;
    }
    ColumnShares shares = column(steps.get(1).text());
    ColumnTotals totals = shares == null ? null : shares.reference();
    if (shares == null || totals == null || totals.rows() == 0) {
      return Reading.UNKNOWN;
    }
    double rows = totals.rows();
    return switch (steps.get(2).text()) {
      case "missing" -> new Reading(totals.missing() / rows, rows);
      case "invalid" -> new Reading(totals.invalid() / rows, rows);
      case "unseen" -> new Reading(shares.unseenBefore(), rows);
      default -> Reading.UNKNOWN;
    };
  }

  private Reading window(String name) {
    return name.equals("predictions")
        ? new Reading(window.predictions(), Double.NaN)
        : new Reading(window.effectiveN(), window.predictions());
  }

  private Reading drift(String name) {
    if (!sufficient) {
      return Reading.UNKNOWN;
    }
    Set<String> compared = new HashSet<>();
    Set<String> drifted = new HashSet<>();
    for (FeatureDrift drift : window.drift()) {
      compared.add(drift.feature());
      if (drift.drifted()) {
        drifted.add(drift.feature());
      }
    }
    if (name.equals("segments")) {
      long judged = window.segments().values().stream().filter(rows -> rows.judged()).count();
      return new Reading(window.segments().drifted(), judged);
    }
    return name.equals("share")
        ? new Reading(window.driftShare(), compared.size())
        : new Reading(drifted.size(), compared.size());
  }

  /** Returns the broken rules about a feature, or about all of them and whole rows. */
  private Reading issues(@Nullable String feature) {
    if (!sufficient) {
      return Reading.UNKNOWN;
    }
    long broken =
        window.quality().stream()
            .filter(quality -> quality.detected())
            .filter(quality -> feature == null || quality.feature().equals(feature))
            .count();
    return new Reading(broken, window.predictions());
  }

  private Reading feature(String name, String kind, String last) {
    ColumnShares shares = column(name);
    if (shares == null || !sufficient) {
      return Reading.UNKNOWN;
    }
    return switch (kind) {
      case "missing" -> share(shares.missing());
      case "invalid" -> share(shares.invalid());
      case "unseen" -> shares.unseen() == null ? Reading.UNKNOWN : share(shares.unseen());
      case "quality" -> issues(name);
      case "drift" -> drift(name, last);
      default -> Reading.UNKNOWN;
    };
  }

  private Reading drift(String feature, String name) {
    // Values come before the share of missing ones, which has an indicator of its own.
    FeatureDrift first = null;
    boolean drifted = false;
    for (FeatureDrift drift : window.drift()) {
      if (drift.feature().equals(feature)) {
        first = first == null ? drift : first;
        drifted |= drift.drifted();
      }
    }
    if (first == null) {
      return Reading.UNKNOWN;
    }
    Measure primary = first.primary();
    return switch (name) {
      case "detected" -> new Reading(drifted ? 1 : 0, first.n());
      case "statistic" -> of(primary, first);
      case "p_value" -> new Reading(primary.pValue(), first.n());
      case "noise" -> new Reading(primary.noise(), first.n());
      default -> measure(first, name);
    };
  }

  private static Reading measure(FeatureDrift drift, String name) {
    if (drift.primary().name().equals(name)) {
      return of(drift.primary(), drift);
    }
    for (Measure other : drift.others()) {
      if (other.name().equals(name)) {
        return of(other, drift);
      }
    }
    return Reading.UNKNOWN;
  }

  private static Reading of(Measure measure, FeatureDrift drift) {
    return measure.status() == DriftStatus.OK
        ? new Reading(measure.statistic(), drift.n(), measure.interval())
        : Reading.UNKNOWN;
  }

  private @Nullable ColumnShares column(String name) {
    for (ColumnShares shares : columns) {
      if (shares.column().equals(name)) {
        return shares;
      }
    }
    return null;
  }

  /** Returns a share with its interval. */
  static Reading share(Rate rate) {
    return new Reading(rate.share(), rate.n(), rate.interval());
  }
}
