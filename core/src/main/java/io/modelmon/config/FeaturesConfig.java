package io.modelmon.config;

import io.modelmon.schema.FeatureType;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * @param sensitive features whose raw values must not leave the process
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

  /** Copies all collections, keeping the order of the fields. */
  public FeaturesConfig {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    names = List.copyOf(names);
    types = Map.copyOf(types);
    sensitive = Set.copyOf(sensitive);
    exclude = Set.copyOf(exclude);
  }
}
