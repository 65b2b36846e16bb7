package io.modelmon.config;

import io.modelmon.alert.indicator.Indicator;
import io.modelmon.alert.indicator.IndicatorCatalogue;
import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.PerformanceIndicators;
import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.rule.Condition;
import io.modelmon.alert.rule.IndicatorTest;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The indicators that rules about a model can name. */
public final class AlertIndicators {

  static final IndicatorCatalogue ALL =
      StandardIndicators.catalogue()
          .with(PerformanceIndicators.all())
          .with(PerformanceIndicators.estimated(false))
          .with(PerformanceIndicators.estimated(true));

  private static final List<Indicator> CLASSES = PerformanceIndicators.ofClasses();
  private static final List<Indicator> NUMBERS = PerformanceIndicators.ofNumbers();
  private static final List<Indicator> RANKINGS = PerformanceIndicators.ofRankings();
  private static final String MEASURE = "feature[\"*\"].drift.";

  private AlertIndicators() {}

  /** Returns everything that some model can have. */
  public static IndicatorCatalogue all() {
    return ALL;
  }

  /** Returns the indicators of a model as it is configured. */
  public static List<Indicator> of(ModelConfig model) {
    List<Indicator> indicators = new ArrayList<>();
    for (Indicator indicator : ALL.indicators()) {
      if (misfit(indicator, model) == null && switchedOff(indicator, null, model) == null) {
        indicators.add(indicator);
      }
    }
    return indicators;
  }

  /** Returns the names of the features that the file lists; empty when it lists none. */
  public static List<String> features(ModelConfig model) {
    return List.copyOf(model.features().listed());
  }

  /**
   * Why a rule can never say anything about a model.
   *
   * @param problem what is wrong and what helps
   * @param nearest the nearest valid word, or an empty string
   */
  record Misfit(String problem, String nearest) {}

  /** Returns why an indicator has no value for a model, or null when it has. */
  static @Nullable Misfit misfit(Indicator indicator, IndicatorPath path, ModelConfig model) {
    Misfit misfit = misfit(indicator, model);
    if (misfit == null) {
      misfit = unknownFeature(path, features(model));
    }
    if (misfit == null) {
      misfit = switchedOff(indicator, path, model);
    }
    return misfit == null ? wrongSegment(indicator, path, model) : misfit;
  }

  /** Returns why a comparison can never be true of a model, or null when it can. */
  static @Nullable Misfit misfit(Condition.Comparison comparison, ModelConfig model) {
    Misfit misfit = misfit(comparison.indicator(), comparison.path(), model);
    if (misfit != null) {
      return misfit;
    }
    if (!(comparison.test() instanceof IndicatorTest.Change change) || change.windows() > 0) {
      return null;
    }
    String later = "write from previous 24 windows, for instance";
    if (!comparison.indicator().hasReference() || !comparison.path().segment().isEmpty()) {
      return new Misfit("a reference does not tell what it was: " + later, "");
    }
    List<IndicatorPath.Step> steps = comparison.path().steps();
    boolean ofFeature = steps.get(0).text().equals("feature");
    ReferenceConfig reference = model.reference();
    boolean learns =
        ofFeature && (reference.learn() > 0 || mayBeOutput(steps.get(1).text(), model));
    return reference.file() != null || learns
        ? null
        : new Misfit("there is no reference to compare with: set reference.file, or " + later, "");
  }

  /** Outputs learn what they were by themselves. */
  private static boolean mayBeOutput(String name, ModelConfig model) {
    return model.drift().enabled()
        && (FeaturesReader.isOutput(name) || name.equals(IndicatorPath.EACH));
  }

  private static @Nullable Misfit switchedOff(
      Indicator indicator, @Nullable IndicatorPath path, ModelConfig model) {
    String pattern = indicator.pattern();
    boolean ofDrift = pattern.startsWith("drift.") || pattern.startsWith(MEASURE);
    DriftConfig drift = model.drift();
    if (ofDrift && !drift.enabled()) {
      return new Misfit("drift is off", "");
    }
    if (pattern.equals("drift.segments") && drift.segments().isEmpty()) {
      return new Misfit("segments are not compared: set drift: { segments: true }", "");
    }
    if (pattern.endsWith("quality.issues") && !model.quality().enabled()) {
      return new Misfit("quality is off", "");
    }
    if (path == null || !pattern.startsWith("feature[")) {
      return null;
    }
    String name = path.steps().get(1).text();
    DriftConfig.FeatureDrift own = drift.features().get(name);
    if (ofDrift && own != null && !own.enabled()) {
      return new Misfit("drift.features." + Shown.of(name) + " is off", "");
    }
    ReferenceConfig reference = model.reference();
    boolean known =
        reference.file() != null || reference.learn() > 0 || FeaturesReader.isOutput(name);
    return known || name.equals(IndicatorPath.EACH) || !(ofDrift || pattern.endsWith(".unseen"))
        ? null
        : new Misfit("the model has no reference: set reference.file or reference.learn", "");
  }

  private static @Nullable Misfit misfit(Indicator indicator, ModelConfig model) {
    String pattern = indicator.pattern();
    if (pattern.startsWith("performance.") || pattern.startsWith("labels.")) {
      return withoutPerformance(pattern, model);
    }
    if (pattern.startsWith("estimated.")) {
      return withoutEstimates(pattern, model);
    }
    DescriptiveMeasure measure =
        pattern.startsWith(MEASURE)
            ? DescriptiveMeasure.words().get(pattern.substring(MEASURE.length()))
            : null;
    if (measure == null || model.describingMeasures().contains(measure)) {
      return null;
    }
    String word = measure.name().toLowerCase(Locale.ROOT);
    return new Misfit(word + " is not computed: add it to drift.measures", "");
  }

  private static @Nullable Misfit withoutPerformance(String pattern, ModelConfig model) {
    if (!model.labels().isWatched() || !model.performance().enabled()) {
      return new Misfit("it needs labels, and performance that is not off", "");
    }
    TaskType type = model.prediction().type();
    return of(
        pattern,
        type == TaskType.NUMBER ? NUMBERS : type == TaskType.RANKING ? RANKINGS : CLASSES,
        type);
  }

  private static @Nullable Misfit withoutEstimates(String pattern, ModelConfig model) {
    TaskType type = model.prediction().type();
    boolean scored = type != null && type != TaskType.LABEL && type != TaskType.RANKING;
    if (!scored || model.reference().file() == null || !model.performance().enabled()) {
      return new Misfit(
          "it needs reference.file, prediction.type other than label and ranking, and performance that is not"
              + " off",
          "");
    }
    return of(pattern, PerformanceIndicators.estimated(type == TaskType.NUMBER), type);
  }

  private static @Nullable Misfit of(String pattern, List<Indicator> own, @Nullable TaskType type) {
    if (own.stream().anyMatch(one -> one.pattern().equals(pattern))) {
      return null;
    }
    boolean ranked = RANKINGS.stream().anyMatch(one -> one.pattern().equals(pattern));
    String fitting =
        ranked
            ? "lists (type ranking)"
            : type == TaskType.NUMBER
                ? "classes"
                : type == TaskType.RANKING ? "classes or numbers" : "numbers, not classes";
    return new Misfit("it is for models that predict " + fitting, "");
  }

  private static @Nullable Misfit unknownFeature(IndicatorPath path, List<String> known) {
    for (String name : path.subjects()) {
      if (!FeaturesReader.isOutput(name) && !NamedFeatures.isAmong(known, name)) {
        return new Misfit(
            "the model has no feature '" + Shown.of(name) + "'", NearestKey.of(name, known));
      }
    }
    return null;
  }

  private static @Nullable Misfit wrongSegment(
      Indicator indicator, IndicatorPath path, ModelConfig model) {
    if (path.segment().isEmpty()) {
      return null;
    }
    boolean realised = indicator.pattern().startsWith("performance.");
    if (!realised || path.segment().size() > 1) {
      return new Misfit("only performance is known by segment, and by one segment at a time", "");
    }
    Set<String> known = model.labels().segments().keySet();
    String name = path.segment().keySet().iterator().next();
    return known.contains(name)
        ? null
        : new Misfit("'" + Shown.of(name) + "' is not under segments", NearestKey.of(name, known));
  }
}
