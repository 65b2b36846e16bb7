package io.modelmon.config;

import io.modelmon.schema.FeatureType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a model's inputs come from and how they are read.
 *
 * @param from the value that holds all features, or null when {@code fields} names them, or when
 *     neither is given and all parameters are features
 * @param fields feature name to expression, in the file's order; empty when {@code from} is given
 * @param names names for positional values; empty when the value or the reference knows them
 * @param types declared types by feature name
 * @param sensitive features whose raw values must not leave the process; of nested objects, all
 *     parts
 * @param exclude features that are not watched
 */
public record FeaturesConfig(
    @Nullable Expression from,
    Map<String, Expression> fields,
    List<String> names,
    Map<String, FeatureType> types,
    Set<String> sensitive,
    Set<String> exclude) {

  /** All parameters are features. */
  public static final FeaturesConfig DEFAULT =
      new FeaturesConfig(null, Map.of(), List.of(), Map.of(), Set.of(), Set.of());

  /** Returns the names that the file lists, one or all of which are features; may be empty. */
  public Set<String> listed() {
    Set<String> listed = new LinkedHashSet<>(names);
    listed.addAll(fields.keySet());
    return listed;
  }

  /**
   * Returns whether raw values of a feature must not leave the process: it or an object of which it
   * is a part is named.
   */
  public boolean isSensitive(String feature) {
    for (int end = feature.length(); end > 0; end = feature.lastIndexOf('.', end - 1)) {
      if (sensitive.contains(feature.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a name under {@code sensitive} is none of a model's. What it was meant to
   * protect is then unknown.
   *
   * @param known everything found in the inputs
   */
  public boolean sensitiveIsUnknown(Set<String> known) {
    for (String name : sensitive) {
      if (!isFound(name, known)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether something has a name, or is part of what has it. */
  static boolean isFound(String name, Collection<String> known) {
    if (known.contains(name)) {
      return true;
    }
    for (String one : known) {
      if (isPart(one, name)) {
        return true;
      }
    }
    return false;
  }

  static boolean isPart(String name, String whole) {
    return name.startsWith(whole) && name.startsWith(".", whole.length());
  }

  /** Copies all collections, keeping the order of the fields. */
  public FeaturesConfig {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    names = List.copyOf(names);
    types = Map.copyOf(types);
    sensitive = Set.copyOf(sensitive);
    exclude = Set.copyOf(exclude);
  }
}
