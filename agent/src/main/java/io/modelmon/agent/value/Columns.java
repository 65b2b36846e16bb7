package io.modelmon.agent.value;

import io.modelmon.config.FeaturesConfig;
import io.modelmon.schema.Feature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The feature columns of a model while they are being found.
 *
 * <p><b>Threads:</b> confined to the thread that creates it.
 */
public final class Columns {

  /** The most columns a model can have; a wider row is refused. */
  public static final int MAX_COLUMNS = 8192;

  private static final String OUTPUT = "prediction";

  private final FeaturesConfig config;
  private final List<String> referenceNames;
  private final List<Feature> features = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /**
   * Creates an empty list.
   *
   * @param referenceNames the feature names of the model's reference, or empty
   */
  public Columns(FeaturesConfig config, List<String> referenceNames) {
    this.config = config;
    this.referenceNames = withoutOutputs(referenceNames);
  }

  /** Returns the features found. */
  public List<Feature> features() {
    return features;
  }

  /** Returns whether there are more columns than can be watched. */
  public boolean tooMany() {
    return features.size() > MAX_COLUMNS;
  }

  /**
   * Adds a column and returns its index, or -1 where configuration leaves it out. A name that is
   * taken, or reserved for outputs, is changed.
   */
  int add(String name, ValueKind kind) {
    boolean byRequest = kind == ValueKind.TIME_OR_ID || kind == ValueKind.OPAQUE;
    if (isExcluded(name) || (byRequest && !isListed(name))) {
      return -1;
    }
    String unique = isOutput(name) ? "feature." + name : name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "#" + i;
    }
    features.add(
        new Feature(unique, config.types().get(unique), config.sensitive().contains(unique)));
    return features.size() - 1;
  }

  boolean isExcluded(String name) {
    return name.isEmpty() || config.exclude().contains(name);
  }

  /** Returns the configured names. */
  List<String> configuredNames() {
    return config.names();
  }

  /** Returns the feature names of the reference. */
  List<String> referenceNames() {
    return referenceNames;
  }

  private boolean isListed(String name) {
    return config.names().contains(name)
        || config.types().containsKey(name)
        || config.fields().containsKey(name);
  }

  private static boolean isOutput(String name) {
    return name.equals(OUTPUT) || name.startsWith(OUTPUT + ".");
  }

  private static List<String> withoutOutputs(List<String> names) {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (!isOutput(name)) {
        kept.add(name);
      }
    }
    return kept;
  }
}
