package io.modelmon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A section of the file and its keys: the one table that validation, the JSON Schema and the
 * reference in the documentation are held to.
 *
 * @param id a word that no other section has
 * @param place where it stands, for people
 * @param keys the keys that may be used
 * @param laterKeys the keys that are known but not supported yet
 * @param children the sections under keys
 */
record Section(
    String id,
    String place,
    List<String> keys,
    List<String> laterKeys,
    Map<String, Child> children) {

  private static final Section DRIFT_FEATURE =
      leaf("drift_feature", "drift.features.<name>", "effect");

  private static final Section DRIFT =
      new Section(
          "drift",
          "drift",
          List.of(
              "alpha",
              "correction",
              "effect",
              "for",
              "cool_down",
              "measures",
              "features",
              "multivariate",
              "segments"),
          List.of(),
          Map.of("features", new Child(DRIFT_FEATURE, Shape.NAMED)));

  private static final Section QUALITY_FEATURE =
      new Section(
          "quality_feature",
          "quality.features.<name>",
          concat(List.of("min", "max", "margin"), QualityReader.FEATURE_RULES),
          List.of(),
          Map.of());

  private static final Section QUALITY =
      new Section(
          "quality",
          "quality",
          concat(
              List.of("margin", "for", "features", QualityReader.ROW_RULE),
              QualityReader.FEATURE_RULES),
          List.of(),
          Map.of("features", new Child(QUALITY_FEATURE, Shape.NAMED)));

  private static final Section PERFORMANCE =
      leaf("performance", "performance", "min_labels", "concept_drift");

  private static final Section LABEL_RULE =
      leaf("label_rule", "labels.from[]", "method", "id", "label");

  private static final Map<String, Child> STORE =
      Map.of(
          "store",
          new Child(
              leaf(
                  "label_store",
                  "labels.store",
                  "file",
                  "max_mb",
                  "jdbc",
                  "user",
                  "password",
                  "driver",
                  "secret"),
              Shape.ONE));

  private static final Section LABELS =
      new Section(
          "labels",
          "labels",
          concat(List.of("from", "folder"), LabelsReader.POLICY),
          List.of(),
          with(
              STORE,
              Map.of(
                  "from",
                  new Child(LABEL_RULE, Shape.LIST),
                  "folder",
                  new Child(leaf("label_folder", "labels.folder", "path", "state"), Shape.ONE))));

  private static final Section LABELS_DEFAULTS =
      new Section("labels_defaults", "defaults.labels", LabelsReader.POLICY, List.of(), STORE);

  private static final Section ALERT =
      leaf("alert", "alerts[]", "name", "when", "severity", "for", "cool_down", "silence");

  private static final Section RECEIVER =
      leaf(
          "receiver",
          "notify[]",
          "webhook",
          "slack",
          "alertmanager",
          "name",
          "headers",
          "signing_key",
          "allow_local",
          "allow_redirects",
          "timeout",
          "only");

  private static final Map<String, Child> SCHEDULE =
      Map.of(
          "schedule",
          new Child(
              leaf(
                  "sampling_period",
                  "sampling.schedule[]",
                  "days",
                  "hours",
                  "zone",
                  "rate",
                  "timing"),
              Shape.LIST));

  private static final Section SAMPLING =
      new Section(
          "sampling",
          "sampling",
          concat(SamplingReader.POLICY, List.of("cpu_budget", "breakers")),
          List.of(),
          SCHEDULE);

  private static final Map<String, Child> POLICY =
      Map.of(
          "alerts", new Child(ALERT, Shape.LIST),
          "sampling",
              new Child(
                  new Section(
                      "sampling_policy",
                      "models[].sampling",
                      SamplingReader.POLICY,
                      List.of(),
                      SCHEDULE),
                  Shape.ONE),
          "performance", new Child(PERFORMANCE, Shape.ONE),
          "reference",
              new Child(leaf("reference", "reference", "file", "learn", "save"), Shape.ONE),
          "window",
              new Child(leaf("window", "window", "predictions", "min_age", "max_age"), Shape.ONE),
          "drift", new Child(DRIFT, Shape.ONE),
          "quality", new Child(QUALITY, Shape.ONE));

  private static final Map<String, Child> DATA =
      with(
          POLICY,
          Map.of(
              "features",
              new Child(
                  leaf(
                      "features",
                      "features",
                      "from",
                      "fields",
                      "names",
                      "types",
                      "sensitive",
                      "exclude"),
                  Shape.ONE),
              "prediction",
              new Child(
                  new Section(
                      "prediction",
                      "prediction",
                      List.of(
                          "from",
                          "score",
                          "label",
                          "type",
                          "positive_class",
                          "classes",
                          "threshold",
                          "items",
                          "scores",
                          "k"),
                      List.of(),
                      Map.of()),
                  Shape.ONE)));

  private static final Section OVERRIDE =
      new Section(
          "override",
          "overrides.<name>",
          List.of(
              "version",
              "features",
              "prediction",
              "reference",
              "window",
              "sampling",
              "drift",
              "quality",
              "performance",
              "alerts",
              "detail"),
          List.of(),
          DATA);

  private static final Section MODEL =
      new Section(
          "model",
          "models[]",
          List.of(
              "name",
              "version",
              "predict",
              "features",
              "prediction",
              "reference",
              "window",
              "sampling",
              "drift",
              "quality",
              "id",
              "segments",
              "labels",
              "performance",
              "alerts",
              "detail",
              "overrides"),
          List.of("preset"),
          with(
              DATA,
              Map.of(
                  "labels",
                  new Child(LABELS, Shape.ONE_OR_LIST),
                  "name",
                  new Child(leaf("name", "name", "from", "only", "max"), Shape.ONE),
                  "predict",
                  new Child(
                      leaf("rule", "predict", "subtypes_of", "method", "annotated_with"),
                      Shape.LIST),
                  "overrides",
                  new Child(OVERRIDE, Shape.NAMED))));

  private static final Section DEFAULTS =
      new Section(
          "defaults",
          "defaults",
          List.of(
              "reference",
              "window",
              "sampling",
              "drift",
              "quality",
              "labels",
              "performance",
              "alerts",
              "detail"),
          List.of(),
          with(POLICY, Map.of("labels", new Child(LABELS_DEFAULTS, Shape.ONE))));

  private static final Section LOG =
      leaf(
          "log",
          "log",
          "to",
          "user",
          "password",
          "driver",
          "models",
          "max_mb",
          "max_age",
          "keep_mb",
          "raw_ids");

  /** The file as a whole. */
  static final Section ROOT =
      new Section(
          "root",
          "",
          List.of("file_format", "defaults", "models", "events", "notify", "sampling", "log"),
          List.of(),
          Map.of(
              "log", new Child(LOG, Shape.ONE),
              "sampling", new Child(SAMPLING, Shape.ONE),
              "defaults", new Child(DEFAULTS, Shape.ONE),
              "models", new Child(MODEL, Shape.LIST),
              "notify", new Child(RECEIVER, Shape.LIST)));

  /** How a child section occurs. */
  enum Shape {
    /** The value is the section. */
    ONE,
    /** The value is a list of sections, or one. */
    LIST,
    /** The value is the section, or the list that would stand under its key {@code from}. */
    ONE_OR_LIST,
    /** The value has names of the user's as keys, and a section under each. */
    NAMED
  }

  /** A section under a key. */
  record Child(Section section, Shape shape) {}

  /** Returns both kinds of keys. */
  List<String> allKeys() {
    return concat(keys, laterKeys);
  }

  /** Returns the section under a key, or null when its value is none. */
  @Nullable Child child(String key) {
    return children.get(key);
  }

  /** Returns all sections of the file by their id. */
  static Map<String, Section> all() {
    Map<String, Section> all = new TreeMap<>();
    ROOT.collect(all);
    return all;
  }

  private void collect(Map<String, Section> all) {
    all.put(id, this);
    for (Child child : children.values()) {
      child.section().collect(all);
    }
  }

  /** Returns all sections of the file, those near its top first, else in the order of their ids. */
  static List<Section> fromTheTop() {
    Map<String, Section> found = new LinkedHashMap<>();
    Map<String, Section> level = new TreeMap<>(Map.of(ROOT.id, ROOT));
    while (!level.isEmpty()) {
      found.putAll(level);
      Map<String, Section> below = new TreeMap<>();
      for (Section section : level.values()) {
        for (Child child : section.children.values()) {
          below.put(child.section().id, child.section());
        }
      }
      below.keySet().removeAll(found.keySet());
      level = below;
    }
    return List.copyOf(found.values());
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private static Section leaf(String id, String place, String... keys) {
    return new Section(id, place, List.of(keys), List.of(), Map.of());
  }

  private static Map<String, Child> with(Map<String, Child> some, Map<String, Child> others) {
    Map<String, Child> all = new HashMap<>(some);
    all.putAll(others);
    return Map.copyOf(all);
  }
}
