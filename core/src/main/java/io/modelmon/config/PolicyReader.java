package io.modelmon.config;

import io.modelmon.config.DriftConfig.FeatureDrift;
import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Scalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the sections that {@code defaults}, a model and an override share: {@code window},
 * {@code sampling}, {@code drift}, {@code quality}, {@code reference}, {@code performance}, {@code
 * detail}.
 */
final class PolicyReader {
  static final long MAX_PREDICTIONS = 1_000_000_000;
  static final long MIN_LEARN = 100;
  static final long MAX_LEARN = 1_000_000;
  static final long MAX_CONSECUTIVE = 1000;

  private static final String NAME_PLACEHOLDER = "{name}";

  private final Problems problems;
  private final Values values;
  private final QualityReader quality;

  PolicyReader(Problems problems) {
    this.problems = problems;
    this.values = new Values(problems);
    this.quality = new QualityReader(problems);
  }

  /** Reads all of them, for their problems only. */
  void check(Mapping parent) {
    window(parent);
    sampling(parent);
    drift(parent);
    quality(parent);
    reference(parent);
    performance(parent);
    detail(parent);
  }

  /** Returns {@code window}; what a present section leaves out is 1000 predictions, any age. */
  WindowConfig window(Mapping parent) {
    Mapping window = values.section(parent.entries().get("window"));
    if (window == null) {
      return WindowConfig.DEFAULT;
    }
    YamlNode minAgeNode = window.entries().get("min_age");
    YamlNode maxAgeNode = window.entries().get("max_age");
    Long predictions = values.count(window.entries().get("predictions"), 1, MAX_PREDICTIONS);
    Duration minAge = values.duration(minAgeNode, Duration.ZERO);
    Duration maxAge =
        isWord(maxAgeNode, "none") ? null : values.duration(maxAgeNode, Duration.ofMillis(1));
    if (minAgeNode != null && minAge != null && maxAge != null && minAge.compareTo(maxAge) > 0) {
      problems.add(minAgeNode, "min_age is greater than max_age", "lower min_age");
    }
    return new WindowConfig(
        Objects.requireNonNullElse(predictions, WindowConfig.DEFAULT.predictions()),
        Objects.requireNonNullElse(minAge, Duration.ZERO),
        maxAge);
  }

  /** Returns {@code sampling}. */
  SamplingConfig sampling(Mapping parent) {
    return new SamplingReader(problems).sampling(parent);
  }

  /** Returns {@code drift}. */
  DriftConfig drift(Mapping parent) {
    DriftConfig standard = DriftConfig.DEFAULT;
    YamlNode node = parent.entries().get("drift");
    if (isOff(node)) {
      return new DriftConfig(
          false, standard.alpha(), standard.effect(), standard.consecutive(), Map.of());
    }
    Mapping drift = sectionOrOff(node);
    if (drift == null) {
      return standard;
    }
    Double alpha = values.number(drift.entries().get("alpha"), Range.OPEN_UNIT);
    Double effect = values.number(drift.entries().get("effect"), Range.HALF_OPEN_UNIT);
    Long consecutive = values.count(drift.entries().get("for"), 1, MAX_CONSECUTIVE);
    MultipleTests correction =
        values.choice(drift.entries().get("correction"), MultipleTests.words());
    Duration coolDown = values.duration(drift.entries().get("cool_down"), Duration.ZERO);
    return new DriftConfig(
        true,
        Objects.requireNonNullElse(alpha, standard.alpha()),
        Objects.requireNonNullElse(correction, standard.correction()),
        Objects.requireNonNullElse(effect, standard.effect()),
        consecutive == null ? standard.consecutive() : consecutive.intValue(),
        Objects.requireNonNullElse(coolDown, standard.coolDown()),
        values.choices(drift.entries().get("measures"), DescriptiveMeasure.words()),
        exceptions(values.section(drift.entries().get("features"))),
        comparisons(drift.entries().get("multivariate")),
        new SegmentsReader(problems).compared(drift.entries().get("segments"), parent));
  }

  /** Returns the comparisons of whole rows: {@code off}, one, or a list without repetitions. */
  private List<RowComparison> comparisons(@Nullable YamlNode node) {
    if (isOff(node)) {
      return List.of();
    }
    Map<String, RowComparison> choices = new LinkedHashMap<>();
    for (RowComparison comparison : RowComparison.values()) {
      choices.put(comparison.word(), comparison);
    }
    List<RowComparison> found = new ArrayList<>();
    for (YamlNode item : node instanceof YamlNode.Sequence list ? list.items() : listOf(node)) {
      RowComparison comparison = values.choice(item, choices);
      if (comparison != null && found.contains(comparison)) {
        problems.add(item, "found " + comparison.word() + " twice", "name it once");
      } else if (comparison != null) {
        found.add(comparison);
      }
    }
    return found;
  }

  private static List<YamlNode> listOf(@Nullable YamlNode node) {
    return node == null ? List.of() : List.of(node);
  }

  private Map<String, FeatureDrift> exceptions(@Nullable Mapping features) {
    Map<String, FeatureDrift> exceptions = new HashMap<>();
    if (features == null) {
      return exceptions;
    }
    for (Map.Entry<String, YamlNode> entry : features.entries().entrySet()) {
      YamlNode node = entry.getValue();
      Mapping exception = isOff(node) ? null : sectionOrOff(node);
      Double effect =
          exception == null
              ? null
              : values.number(exception.entries().get("effect"), Range.HALF_OPEN_UNIT);
      exceptions.put(
          entry.getKey(), new FeatureDrift(!isOff(node), effect, FeaturesReader.isShared(node)));
    }
    return exceptions;
  }

  /** Returns {@code quality}. */
  QualityConfig quality(Mapping parent) {
    return quality.quality(parent);
  }

  /** Returns {@code performance}. */
  PerformanceConfig performance(Mapping parent) {
    PerformanceConfig standard = PerformanceConfig.DEFAULT;
    YamlNode node = parent.entries().get("performance");
    Mapping section = isOff(node) ? null : sectionOrOff(node);
    if (section == null) {
      return isOff(node) ? new PerformanceConfig(false, standard.minLabels(), false) : standard;
    }
    Long minLabels = values.count(section.entries().get("min_labels"), 1, MAX_PREDICTIONS);
    Boolean conceptDrift = quality.onOrOff(section.entries().get("concept_drift"));
    return new PerformanceConfig(
        true,
        minLabels == null ? standard.minLabels() : minLabels.intValue(),
        Objects.requireNonNullElse(conceptDrift, standard.conceptDrift()));
  }

  /** Returns {@code reference}. */
  ReferenceConfig reference(Mapping parent) {
    Mapping reference = values.section(parent.entries().get("reference"));
    if (reference == null) {
      return ReferenceConfig.NONE;
    }
    YamlNode learnNode = reference.entries().get("learn");
    YamlNode saveNode = reference.entries().get("save");
    String file = path(reference.entries().get("file"));
    Long learn = values.count(learnNode, MIN_LEARN, MAX_LEARN);
    String save = path(saveNode);
    if (reference.entries().containsKey("file") && learnNode != null) {
      problems.add(learnNode, "learn beside file", "keep one of the two");
    }
    if (saveNode != null && learnNode == null) {
      problems.add(saveNode, "save without learn", "say how many predictions to learn from");
    }
    return new ReferenceConfig(file, Objects.requireNonNullElse(learn, 0L), save);
  }

  private @Nullable String path(@Nullable YamlNode node) {
    Scalar scalar = values.scalar(node, "a file name");
    if (scalar == null) {
      return null;
    }
    String text = scalar.text();
    String rest = text.replace(NAME_PLACEHOLDER, "");
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      problems.add(scalar, "found " + scalar.shown(), "only {name} stands for something");
      return null;
    }
    try {
      Path unused = Path.of(text.replace(NAME_PLACEHOLDER, "name"));
      return text;
    } catch (InvalidPathException e) {
      problems.add(scalar, "found " + scalar.shown(), "a file name is needed");
      return null;
    }
  }

  /** Returns {@code detail}. */
  Detail detail(Mapping parent) {
    Map<String, Detail> choices = new LinkedHashMap<>();
    choices.put("features", Detail.FEATURES);
    choices.put("full", Detail.FULL);
    Detail detail = values.choice(parent.entries().get("detail"), choices);
    return Objects.requireNonNullElse(detail, Detail.FEATURES);
  }

  private @Nullable Mapping sectionOrOff(@Nullable YamlNode node) {
    if (node instanceof Scalar || node instanceof YamlNode.Sequence) {
      problems.add(node, "found " + YamlNode.kind(node), "off or a section with keys is needed");
      return null;
    }
    return values.section(node);
  }

  /** Returns whether a value says that something is switched off. */
  static boolean isOff(@Nullable YamlNode node) {
    return isWord(node, "off")
        || (node instanceof Scalar scalar
            && scalar.maybeNumber()
            && List.of("false", "False", "FALSE").contains(scalar.text()));
  }

  private static boolean isWord(@Nullable YamlNode node, String word) {
    return node instanceof Scalar scalar && scalar.text().equals(word);
  }
}
