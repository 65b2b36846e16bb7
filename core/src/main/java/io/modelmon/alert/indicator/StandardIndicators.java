package io.modelmon.alert.indicator;

import static io.modelmon.alert.indicator.IndicatorUnit.DURATION;
import static io.modelmon.alert.indicator.IndicatorUnit.NUMBER;
import static io.modelmon.alert.indicator.IndicatorUnit.RATE;
import static io.modelmon.alert.indicator.IndicatorUnit.SHARE;

import java.util.ArrayList;
import java.util.List;

/** The indicators that every watched model has. */
public final class StandardIndicators {

  /** The measures of drift that can be asked for beside the deciding one. */
  private static final List<String> MEASURES =
      List.of(
          "psi",
          "js",
          "js_distance",
          "kl",
          "hellinger",
          "tv",
          "l_infinity",
          "chi2",
          "g",
          "fisher",
          "wasserstein",
          "wasserstein_scaled");

  private StandardIndicators() {}

  /** Returns the catalogue, of features that are not known yet. */
  public static IndicatorCatalogue catalogue() {
    List<Indicator> all = new ArrayList<>();
    addCalls(all);
    addWindows(all);
    addFeatures(all);
    return new IndicatorCatalogue(all, List.of());
  }

  private static void addCalls(List<Indicator> all) {
    for (String percentile : List.of("p50", "p90", "p95", "p99")) {
      all.add(
          new Indicator(
              "latency." + percentile,
              DURATION,
              "percentile "
                  + percentile.substring(1)
                  + " of the duration of the calls in the window, failed ones included"));
    }
    all.add(new Indicator("latency.mean", DURATION, "mean duration of the calls in the window"));
    all.add(new Indicator("throughput", RATE, "calls per second since the window before"));
    all.add(new Indicator("error.rate", SHARE, "share of the calls that threw"));
    all.add(new Indicator("error.count", NUMBER, "calls that threw"));
    all.add(
        new Indicator(
            "capture.coverage",
            SHARE,
            "share of the rows of the window whose values were captured"));
  }

  private static void addWindows(List<Indicator> all) {
    all.add(new Indicator("window.predictions", NUMBER, "rows in the window"));
    all.add(new Indicator("window.effective", NUMBER, "independent rows they are worth, at least"));
    all.add(
        new Indicator("drift.share", SHARE, "share of the compared features that have drifted"));
    all.add(new Indicator("drift.count", NUMBER, "features and outputs that have drifted"));
    all.add(
        new Indicator(
            "drift.segments", NUMBER, "values of segments in which a feature has drifted"));
    all.add(new Indicator("quality.issues", NUMBER, "rules of data quality that are broken"));
    for (String method : List.of("isolation_forest", "one_class_svm")) {
      all.add(
          new Indicator(
              "anomaly." + method,
              SHARE,
              "share of the windows before whose numbers together are at least as unusual"));
    }
  }

  private static void addFeatures(List<Indicator> all) {
    String feature = "feature[\"*\"].";
    all.add(new Indicator(feature + "missing", SHARE, "share of missing values"));
    all.add(new Indicator(feature + "invalid", SHARE, "share of values that are no valid value"));
    all.add(new Indicator(feature + "unseen", SHARE, "share of categories the reference lacks"));
    all.add(new Indicator(feature + "quality.issues", NUMBER, "broken rules of data quality"));
    all.add(new Indicator(feature + "drift.statistic", NUMBER, "statistic of the primary measure"));
    all.add(new Indicator(feature + "drift.p_value", NUMBER, "p-value of the primary measure"));
    all.add(
        new Indicator(feature + "drift.noise", NUMBER, "what sampling exceeds once in a hundred"));
    all.add(new Indicator(feature + "drift.detected", NUMBER, "1 when it has drifted, else 0"));
    for (String measure : MEASURES) {
      all.add(
          new Indicator(
              feature + "drift." + measure,
              NUMBER,
              "the measure of that name, where drift.measures asks for it"));
    }
  }

  /**
   * Returns the indicators of quality against labels.
   *
   * @param shares names of metrics that lie in [0, 1], such as {@code f1}
   * @param numbers names of other metrics, such as {@code mae}
   */
  public static List<Indicator> performance(List<String> shares, List<String> numbers) {
    List<Indicator> all = new ArrayList<>();
    for (String name : shares) {
      all.add(performance(name, SHARE));
    }
    for (String name : numbers) {
      all.add(performance(name, NUMBER));
    }
    all.add(
        new Indicator(
            "labels.coverage", SHARE, "share of the predictions with a label, after labels.wait"));
    return all;
  }

  private static Indicator performance(String name, IndicatorUnit unit) {
    return new Indicator(
        "performance." + name,
        unit,
        "metric of that name against labels; compared by its whole 99 % interval",
        true);
  }
}
