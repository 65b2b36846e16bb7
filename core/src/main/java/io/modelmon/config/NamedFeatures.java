package io.modelmon.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The features and outputs that the settings of a model name. A name that the model does not have
 * does nothing, and only who reads it can tell that it is misspelt.
 *
 * @param byPlace where they are named, such as {@code features.sensitive}, and the names in order
 */
public record NamedFeatures(Map<String, Set<String>> byPlace) {

  /** Where features are named that are not watched. */
  public static final String EXCLUDED = "features.exclude";

  /** Where features are named whose raw values must not leave the process. */
  public static final String SENSITIVE = "features.sensitive";

  /** Where features are listed. */
  public static final String NAMES = "features.names";

  private static final int SHOWN = 10;

  /** Collects the names of a model's own settings; those of the defaults serve others, too. */
  public static NamedFeatures of(ModelConfig model) {
    Map<String, Set<String>> byPlace = new LinkedHashMap<>();
    FeaturesConfig features = model.features();
    byPlace.put(SENSITIVE, new TreeSet<>(features.sensitive()));
    byPlace.put(EXCLUDED, new TreeSet<>(features.exclude()));
    byPlace.put(NAMES, new TreeSet<>(features.names()));
    byPlace.put("features.types", new TreeSet<>(features.types().keySet()));
    Set<String> drift = new TreeSet<>();
    model.drift().features().forEach((name, own) -> add(drift, name, own.shared()));
    byPlace.put("drift.features", drift);
    Set<String> quality = new TreeSet<>();
    model.quality().features().forEach((name, own) -> add(quality, name, own.shared()));
    byPlace.put("quality.features", quality);
    byPlace.put("alerts", new TreeSet<>(model.alerts().features()));
    return new NamedFeatures(byPlace);
  }

  private static void add(Set<String> names, String name, boolean shared) {
    if (!shared) {
      names.add(name);
    }
  }

  /** Returns these names but for those of one place. */
  public NamedFeatures without(String place) {
    Map<String, Set<String>> others = new LinkedHashMap<>(byPlace);
    others.remove(place);
    return new NamedFeatures(others);
  }

  /** Returns these names but for those of outputs. */
  public NamedFeatures withoutOutputs() {
    Map<String, Set<String>> others = new LinkedHashMap<>();
    byPlace.forEach(
        (place, names) -> {
          Set<String> kept = new TreeSet<>(names);
          kept.removeIf(FeaturesReader::isOutput);
          others.put(place, kept);
        });
    return new NamedFeatures(others);
  }

  /**
   * A name that the model does not have.
   *
   * @param nearest the name that is probably meant, or an empty string
   */
  public record Unknown(String place, String name, String nearest) {

    private String shown() {
      String guess = nearest.isEmpty() ? "" : " (did you mean '" + Shown.of(nearest) + "'?)";
      return "'" + Shown.of(name) + "'" + guess;
    }
  }

  /**
   * Returns what a model does not have.
   *
   * @param known features and outputs of the model, and what else is found in its inputs
   */
  public List<Unknown> unknown(Collection<String> known) {
    Set<String> all = new LinkedHashSet<>(known);
    List<Unknown> unknown = new ArrayList<>();
    byPlace.forEach(
        (place, names) -> {
          for (String name : names) {
            if (!isKnown(place, name, all)) {
              unknown.add(new Unknown(place, name, nearest(name, all)));
            }
          }
        });
    return unknown;
  }

  /** Returns unknown names in words, with their places. */
  public static String words(List<Unknown> unknown) {
    Map<String, List<String>> byPlace = new LinkedHashMap<>();
    for (Unknown name : unknown) {
      byPlace.computeIfAbsent(name.place(), place -> new ArrayList<>()).add(name.shown());
    }
    List<String> words = new ArrayList<>();
    byPlace.forEach((place, names) -> words.add(place + ": " + listed(names)));
    return String.join("; ", words);
  }

  /** Returns the first names of a list, and how many more there are. */
  public static String listed(List<String> names) {
    int more = names.size() - SHOWN;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + " and " + more + " more";
  }

  /** A nested object is no column, but it can be sensitive as a whole, and have a name. */
  private static boolean isKnown(String place, String name, Set<String> known) {
    boolean whole = place.equals(SENSITIVE) || place.equals(NAMES);
    return whole ? FeaturesConfig.isFound(name, known) : known.contains(name);
  }

  /** Returns the name that is probably meant; where only the last part is named, the whole. */
  private static String nearest(String name, Set<String> known) {
    String near = NearestKey.of(name, known);
    return near.isEmpty()
        ? known.stream().filter(one -> one.endsWith("." + name)).findFirst().orElse("")
        : near;
  }

  /** Returns whether a name is among those a file lists, or part of one; true for no list. */
  static boolean isAmong(Collection<String> listed, String name) {
    return listed.isEmpty()
        || listed.contains(name)
        || listed.stream().anyMatch(one -> FeaturesConfig.isPart(name, one));
  }
}
