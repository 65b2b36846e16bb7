package io.modelmon.monitor;

import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.threshold.Verdict;
import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.DriftVerdict;
import io.modelmon.drift.Measure;
import io.modelmon.math.Interval;
import io.modelmon.quality.QualityResult;
import io.modelmon.quality.QualityStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a closed window says about the data, as observations, the strongest first. */
final class DriftSigns {

  private static final String MISSING = "missing";

  /** Values of segments that are named at most. */
  private static final int MAX_SEGMENTS = 5;

  private final WindowSnapshot window;
  private final Set<String> outputs;
  private final Map<String, String> changes;
  private final Map<String, ColumnShares> shares;
  private final List<Observation> found = new ArrayList<>();

  private DriftSigns(
      WindowSnapshot window,
      Set<String> outputs,
      Map<String, String> changes,
      Map<String, ColumnShares> shares) {
    this.window = window;
    this.outputs = outputs;
    this.changes = changes;
    this.shares = shares;
  }

  /**
   * Reads a window.
   *
   * @param outputs names of the columns that are outputs
   * @param changes words about the columns that moved
   * @param shares of all columns by name
   */
  static List<Observation> of(
      WindowSnapshot window,
      Set<String> outputs,
      Map<String, String> changes,
      Map<String, ColumnShares> shares) {
    DriftSigns signs = new DriftSigns(window, outputs, changes, shares);
    if (window.verdict() != WindowVerdict.INSUFFICIENT) {
      signs.quality();
      signs.missing();
      signs.values(Sign.INPUT_DRIFT);
      signs.values(Sign.OUTPUT_DRIFT);
    }
    return signs.found;
  }

  private void quality() {
    List<FeatureQuality> broken =
        window.quality().stream()
            .filter(
                quality -> quality.detected() || quality.result().status() == QualityStatus.ISSUE)
            .sorted(Comparator.comparingDouble(DriftSigns::rise).reversed())
            .toList();
    for (FeatureQuality quality : broken) {
      QualityResult result = quality.result();
      found.add(
          new Observation(
                  sign(quality),
                  quality.feature(),
                  Verdict.TRUE,
                  result.baseline().share(),
                  result.rate().share(),
                  result.rate().n())
              .within(result.interval())
              .saying(result.rule().attribute()));
    }
  }

  private static double rise(FeatureQuality quality) {
    QualityResult result = quality.result();
    double baseline = result.baseline().known() ? result.baseline().share() : 0;
    return Double.isNaN(result.rate().share()) ? 0 : result.rate().share() - baseline;
  }

  /** What is wrong with an output is no fault of the inputs. */
  private Sign sign(FeatureQuality quality) {
    if (outputs.contains(quality.feature())) {
      return Sign.OUTPUT_QUALITY;
    }
    return switch (quality.result().rule()) {
      case MISSING -> Sign.MISSING;
      case NON_FINITE, WRONG_TYPE -> Sign.INVALID;
      case OUT_OF_RANGE -> Sign.OUT_OF_RANGE;
      case UNSEEN -> Sign.UNSEEN;
      case CONSTANT, STUCK -> Sign.STUCK;
      case CARDINALITY, DUPLICATE_ROWS -> Sign.OTHER_QUALITY;
    };
  }

  /** The test of drift of missing shares, where no rule of quality has said it already. */
  private void missing() {
    Set<String> said = new HashSet<>();
    found.forEach(
        observation -> {
          if (observation.sign() == Sign.MISSING) {
            said.add(observation.subject());
          }
        });
    for (FeatureDrift drift : window.drift()) {
      ColumnShares column = shares.get(drift.feature());
      if (!isMissing(drift) || column == null || outputs.contains(drift.feature())) {
        continue;
      }
      double before = column.missingBefore();
      double now = column.missing().share();
      boolean risen = (drift.flagged() || drift.drifted()) && now > before;
      if (risen && said.add(drift.feature())) {
        found.add(
            new Observation(Sign.MISSING, drift.feature(), Verdict.TRUE, before, now, drift.n())
                .within(column.missing().interval()));
      }
    }
  }

  private static boolean isMissing(FeatureDrift drift) {
    return drift.primary().name().equals(MISSING);
  }

  /** One line per feature that moved; one for all when none did. */
  private void values(Sign sign) {
    List<FeatureDrift> compared =
        window.drift().stream()
            .filter(drift -> !isMissing(drift))
            .filter(drift -> outputs.contains(drift.feature()) == (sign == Sign.OUTPUT_DRIFT))
            .filter(DriftSigns::conclusive)
            .sorted(Comparator.comparingDouble(DriftSigns::excess).reversed())
            .toList();
    // The verdict on a feature holds for its missing share too: then its values need not have
    // moved.
    List<FeatureDrift> moved = compared.stream().filter(drift -> hasMoved(drift)).toList();
    for (FeatureDrift drift : moved) {
      found.add(drifted(sign, drift));
    }
    boolean part = ofSegments(sign);
    if (moved.isEmpty() && !part && !compared.isEmpty()) {
      found.add(
          new Observation(
              sign,
              "",
              Verdict.FALSE,
              Double.NaN,
              0,
              window.predictions(),
              Interval.UNKNOWN,
              "none of the " + compared.size() + " compared has drifted"));
    }
  }

  /**
   * Adds the values of segments in which features moved, the strongest.
   *
   * @return whether there are any
   */
  private boolean ofSegments(Sign sign) {
    List<FeatureDrift> moved =
        window.segments().compared().stream()
            .filter(drift -> drift.flagged() || drift.drifted())
            .filter(drift -> outputs.contains(drift.feature()) == (sign == Sign.OUTPUT_DRIFT))
            .sorted(Comparator.comparingDouble(DriftSigns::excess).reversed())
            .limit(MAX_SEGMENTS)
            .toList();
    for (FeatureDrift drift : moved) {
      found.add(drifted(sign, drift));
    }
    return !moved.isEmpty();
  }

  private boolean hasMoved(FeatureDrift drift) {
    boolean missingToo =
        found.stream()
            .anyMatch(
                observation ->
                    observation.sign() == Sign.MISSING
                        && observation.subject().equals(drift.feature()));
    return drift.flagged() || (drift.drifted() && !missingToo);
  }

  private static boolean conclusive(FeatureDrift drift) {
    return drift.drifted()
        || drift.flagged()
        || (drift.primary().status() == DriftStatus.OK
            && drift.referenceN() >= DriftVerdict.MIN_REFERENCE_N
            && drift.effectiveN() >= DriftVerdict.MIN_EFFECTIVE_N);
  }

  private static double excess(FeatureDrift drift) {
    Measure primary = drift.primary();
    double excess = primary.statistic() - primary.noise() - drift.effect();
    return Double.isNaN(excess) ? Double.NEGATIVE_INFINITY : excess;
  }

  private Observation drifted(Sign sign, FeatureDrift drift) {
    Measure primary = drift.primary();
    String words =
        String.format(
            Locale.ROOT,
            "%s, %s, noise %.2g",
            primary.name(),
            primary.pValueWords(),
            primary.noise());
    String change =
        drift.segment() == null
            ? changes.getOrDefault(drift.feature(), "")
            : "where " + drift.segment();
    return new Observation(
        sign,
        drift.feature(),
        Verdict.TRUE,
        Double.NaN,
        primary.statistic(),
        drift.n(),
        primary.interval(),
        change.isEmpty() ? words : change + " (" + words + ")");
  }

  /** Returns what a comparison of whole rows says, if there is one. */
  static List<Observation> ofRows(FeatureDrift drift) {
    if (!conclusive(drift)) {
      return List.of();
    }
    Measure primary = drift.primary();
    return List.of(
        new Observation(
                Sign.ROW_DRIFT,
                "",
                Verdict.of(drift.flagged() || drift.drifted()),
                Double.NaN,
                primary.statistic(),
                drift.n())
            .within(primary.interval()));
  }
}
