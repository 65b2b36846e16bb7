package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merge of one section over another: the model's over the defaults, a single name's over its model.
 *
 * <p>Sections merge key by key, and lists of alerts rule by rule; any other value replaces. A key
 * also replaces the keys that cannot stand beside it, so that {@code features.fields} may override
 * {@code features.from}.
 */
final class Overlay {

  /** Keys that exclude each other: any of the first and any of the second. */
  private record Exclusion(String section, List<String> one, List<String> other) {}

  private static final List<Exclusion> EXCLUSIONS =
      List.of(
          new Exclusion("features", List.of("from", "names"), List.of("fields")),
          new Exclusion("prediction", List.of("from"), List.of("score", "label")),
          new Exclusion("reference", List.of("file"), List.of("learn", "save")),
          new Exclusion(
              "labels.store",
              List.of("file", "max_mb"),
              List.of("jdbc", "user", "password", "driver", "secret")));

  private Overlay() {}

  /** Returns {@code base} with everything that {@code over} says put over it. */
  static Mapping merge(Mapping base, Mapping over) {
    return merge("", base, over);
  }

  private static Mapping merge(String section, Mapping base, Mapping over) {
    Map<String, YamlNode> merged = new LinkedHashMap<>(base.entries());
    for (Exclusion exclusion : EXCLUSIONS) {
      if (exclusion.section().equals(section)) {
        displace(merged, over, exclusion.one(), exclusion.other());
        displace(merged, over, exclusion.other(), exclusion.one());
      }
    }
    for (Map.Entry<String, YamlNode> entry : over.entries().entrySet()) {
      String key = entry.getKey();
      if (entry.getValue() instanceof Mapping upper && merged.get(key) instanceof Mapping lower) {
        merged.put(key, merge(section.isEmpty() ? key : section + "." + key, lower, upper));
      } else if (key.equals("alerts")
          && entry.getValue() instanceof Sequence upper
          && merged.get(key) instanceof Sequence lower) {
        merged.put(key, AlertsReader.merged(lower, upper));
      } else {
        merged.put(key, entry.getValue());
      }
    }
    return new Mapping(merged, over.line(), over.path());
  }

  private static void displace(
      Map<String, YamlNode> merged, Mapping over, List<String> present, List<String> displaced) {
    for (String key : present) {
      if (over.entries().containsKey(key)) {
        merged.keySet().removeAll(displaced);
      }
    }
  }
}
