package io.modelmon.agent.value;

import io.modelmon.config.FeaturesConfig;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema.LeftOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final Set<String> ids;
  private final List<Feature> features = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, LeftOut> leftOut = new HashMap<>();

  /**
   * Creates an empty list.
   *
   * @param referenceNames the feature names of the model's reference, or empty
   * @param ids the names that the id has where it is read from the inputs
   */
  public Columns(FeaturesConfig config, List<String> referenceNames, Set<String> ids) {
    this.config = config;
    this.ids = ids;
    this.referenceNames = withoutOutputs(referenceNames);
  }

  /**
   * Returns the features found. Where a name that is to be kept sensitive is none of theirs, any of
   * them may be meant: then all of them are.
   */
  public List<Feature> features() {
    Set<String> found = new HashSet<>(names);
    found.addAll(leftOut.keySet());
    if (!config.sensitiveIsUnknown(found)) {
      return features;
    }
    List<Feature> redacted = new ArrayList<>();
    for (Feature feature : features) {
      redacted.add(new Feature(feature.name(), feature.type(), true));
    }
    return redacted;
  }

  /** Returns what was found and is no column. */
  public Map<String, LeftOut> leftOut() {
    return leftOut;
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
    if (isExcluded(name)) {
      return -1;
    }
    if (byRequest && !isListed(name)) {
      leaveOut(name);
      return -1;
    }
    String unique = isOutput(name) ? "feature." + name : name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "#" + i;
    }
    features.add(
        new Feature(
            unique,
            config.types().get(unique),
            config.isSensitive(unique) || config.isSensitive(name)));
    return features.size() - 1;
  }

  /** Returns whether a name is no column, nor are its parts: excluded, or read as the id. */
  boolean isExcluded(String name) {
    if (name.isEmpty()) {
      return true;
    }
    if (config.exclude().contains(name)) {
      leftOut.put(name, LeftOut.EXCLUDED);
      return true;
    }
    return ids.contains(name) && leaveOutId(name);
  }

  /** Returns whether a name is no column, as {@link #isExcluded}, for threads that only read. */
  boolean isLeftOut(String name) {
    return name.isEmpty()
        || config.exclude().contains(name)
        || (ids.contains(name) && !isListed(name));
  }

  /** Returns whether the value at a position of a row is read as the id. */
  boolean isId(int position) {
    return !ids.isEmpty() && ids.contains(Integer.toString(position));
  }

  /** Leaves the id out unless the configuration asks for it as a feature. */
  boolean leaveOutId(String name) {
    boolean listed = isListed(name);
    if (!listed) {
      leftOut.put(name, LeftOut.ID);
    }
    return !listed;
  }

  /** Notes that a value of a kind that is not watched has a name. */
  void leaveOut(String name) {
    leftOut.putIfAbsent(name, LeftOut.KIND);
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
