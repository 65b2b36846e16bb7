package io.modelmon.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of one model in the order in which a captured row holds them: features first, then
 * outputs.
 *
 * @param features the input features
 * @param outputs the outputs that are watched like features
 * @param hasIds whether rows have ids, by which labels find them
 * @param segments the names of the values by which performance is broken down; they are no columns
 * @param leftOut what was found in the inputs and is no column, by the name it would have
 */
public record ModelSchema(
    List<Feature> features,
    List<Feature> outputs,
    boolean hasIds,
    List<String> segments,
    Map<String, LeftOut> leftOut) {

  /** Why a value of the inputs is no column. */
  public enum LeftOut {
    /** The configuration excludes it. */
    EXCLUDED,
    /** It is the id, by which labels are joined. */
    ID,
    /** Values of its kind are not watched unless they are asked for. */
    KIND
  }

  /** Creates the columns of a model whose inputs are all watched. */
  public ModelSchema(
      List<Feature> features, List<Feature> outputs, boolean hasIds, List<String> segments) {
    this(features, outputs, hasIds, segments, Map.of());
  }

  /** Creates the columns of a model without ids. */
  public ModelSchema(List<Feature> features, List<Feature> outputs) {
    this(features, outputs, false, List.of());
  }

  /** Copies the lists and checks that no name occurs twice. */
  public ModelSchema {
    features = List.copyOf(features);
    outputs = List.copyOf(outputs);
    segments = List.copyOf(segments);
    leftOut = Map.copyOf(leftOut);
    Set<String> names = new HashSet<>();
    for (Feature column : concat(features, outputs)) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns are called '" + column.name() + "'");
      }
    }
  }

  /** Returns the names of what is no column for a reason. */
  public Set<String> leftOut(LeftOut reason) {
    Set<String> names = new HashSet<>();
    leftOut.forEach(
        (name, own) -> {
          if (own == reason) {
            names.add(name);
          }
        });
    return names;
  }

  /** Returns features and outputs in slot order. */
  public List<Feature> columns() {
    return concat(features, outputs);
  }

  /** Returns the number of values in a row. */
  public int width() {
    return features.size() + outputs.size();
  }

  /** Returns the column index of the first output. */
  public int firstOutput() {
    return features.size();
  }

  /** Returns the column index of a name, or -1. Cost: linear; not for the hot path. */
  public int indexOf(String name) {
    List<Feature> columns = columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static List<Feature> concat(List<Feature> first, List<Feature> second) {
    List<Feature> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
