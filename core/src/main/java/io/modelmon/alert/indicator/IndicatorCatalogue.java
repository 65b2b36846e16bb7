package io.modelmon.alert.indicator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All indicators that rules about one model can name.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class IndicatorCatalogue {

  private final Map<String, Indicator> byPattern;
  private final List<String> features;

  /**
   * Creates a catalogue.
   *
   * @param indicators no two with the same pattern
   * @param features the names of the features and outputs; empty when they are not known yet, and
   *     then every name is taken
   */
  public IndicatorCatalogue(Collection<Indicator> indicators, Collection<String> features) {
    Map<String, Indicator> ordered = new LinkedHashMap<>();
    for (Indicator indicator : indicators) {
      if (ordered.put(indicator.pattern(), indicator) != null) {
        throw new IllegalArgumentException("pattern given twice: " + indicator.pattern());
      }
    }
    this.byPattern = ordered;
    this.features = List.copyOf(features);
  }

  /** Returns all indicators. */
  public List<Indicator> indicators() {
    return List.copyOf(byPattern.values());
  }

  /** Returns this catalogue for a model whose features are known. */
  public IndicatorCatalogue withFeatures(Collection<String> names) {
    return new IndicatorCatalogue(byPattern.values(), names);
  }

  /** Returns this catalogue with further indicators. */
  public IndicatorCatalogue with(Collection<Indicator> further) {
    List<Indicator> all = new ArrayList<>(byPattern.values());
    all.addAll(further);
    return new IndicatorCatalogue(all, features);
  }

  /** Returns the indicator that a path names, if there is one. */
  public Optional<Indicator> find(IndicatorPath path) {
    return unknownFeature(path).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(byPattern.get(path.pattern()));
  }

  /** Returns the valid path that is nearest to one that is not; empty when none is near. */
  public String nearest(IndicatorPath path) {
    Optional<String> feature = unknownFeature(path);
    if (feature.isPresent()) {
      return NearestName.of(feature.get(), features);
    }
    String key = IndicatorPath.EACH;
    for (IndicatorPath.Step step : path.steps()) {
      key = step.key() ? step.text() : key;
    }
    return NearestName.of(path.pattern(), byPattern.keySet())
        .replace("[\"*\"]", "[\"" + key + "\"]");
  }

  /** Returns the key of a path that is no known feature, if there is one. */
  public Optional<String> unknownFeature(IndicatorPath path) {
    if (features.isEmpty()) {
      return Optional.empty();
    }
    return path.steps().stream()
        .filter(step -> step.key() && !step.text().equals(IndicatorPath.EACH))
        .map(IndicatorPath.Step::text)
        .filter(name -> !features.contains(name))
        .findFirst();
  }
}
