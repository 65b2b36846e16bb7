package io.modelmon.quality;

import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a model differ from those of its reference or of an earlier version.
 *
 * <p>Columns are compared by name. Their order matters between versions only: against a reference
 * all that is done goes by name.
 *
 * @param added columns that were not there before
 * @param removed columns that are no longer there
 * @param retyped columns of another type, as "name: before → now"
 * @param reordered whether the columns that stayed come in another order
 */
public record SchemaChange(
    List<String> added, List<String> removed, List<String> retyped, boolean reordered) {

  private static final int NAMED = 10;

  /** Copies the lists. */
  public SchemaChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    retyped = List.copyOf(retyped);
  }

  /** Returns the change from one schema to another. */
  public static SchemaChange between(ModelSchema earlier, ModelSchema now) {
    List<String> before = names(earlier.columns());
    List<String> after = names(now.columns());
    return new SchemaChange(
        without(after, before),
        without(before, after),
        retyped(now.columns(), name -> typeIn(earlier, name), Feature::type),
        !kept(before, after).equals(kept(after, before)));
  }

  /**
   * Returns how the features of a model differ from those of its reference. Outputs are left out:
   * those that the reference does not know are learned. So is what stands behind the last feature
   * in the reference, since training data often ends with the label.
   *
   * @param types the declared type of a feature, or null
   * @param excluded columns of the reference that are not features on purpose
   */
  public static SchemaChange against(
      ReferenceProfile reference,
      ModelSchema now,
      Function<Feature, @Nullable FeatureType> types,
      Set<String> excluded) {
    List<String> before = reference.columns().stream().map(ReferenceColumn::name).toList();
    List<String> after = names(now.features());
    List<String> removed = new ArrayList<>();
    for (String name : before.subList(0, lastOf(before, after) + 1)) {
      if (!after.contains(name) && !isOutput(name) && !excluded.contains(name)) {
        removed.add(name);
      }
    }
    return new SchemaChange(
        without(after, before),
        removed,
        retyped(
            now.features(),
            name -> {
              ReferenceColumn column = reference.column(name);
              return column == null ? null : column.type();
            },
            types),
        false);
  }

  private static int lastOf(List<String> names, List<String> wanted) {
    int last = names.size() - 1;
    while (last >= 0 && !wanted.contains(names.get(last))) {
      last--;
    }
    return last;
  }

  private static boolean isOutput(String name) {
    return name.equals("prediction") || name.startsWith("prediction.");
  }

  private static List<String> retyped(
      List<Feature> columns,
      Function<String, @Nullable FeatureType> before,
      Function<Feature, @Nullable FeatureType> now) {
    List<String> retyped = new ArrayList<>();
    for (Feature column : columns) {
      FeatureType was = before.apply(column.name());
      FeatureType is = now.apply(column);
      if (was != null && is != null && was != is) {
        retyped.add(column.name() + ": " + text(was) + " → " + text(is));
      }
    }
    return retyped;
  }

  private static String text(FeatureType type) {
    return type == FeatureType.NUMERIC ? "numeric" : "categorical";
  }

  private static @Nullable FeatureType typeIn(ModelSchema schema, String name) {
    int index = schema.indexOf(name);
    return index < 0 ? null : schema.columns().get(index).type();
  }

  private static List<String> names(List<Feature> columns) {
    return columns.stream().map(Feature::name).toList();
  }

  private static List<String> without(List<String> some, List<String> others) {
    return some.stream().filter(name -> !others.contains(name)).toList();
  }

  private static List<String> kept(List<String> some, List<String> others) {
    return some.stream().filter(others::contains).toList();
  }

  /** Returns whether nothing has changed. */
  public boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty() && retyped.isEmpty() && !reordered;
  }

  /** Returns the change in words, empty when there is none. */
  public String words() {
    List<String> words = new ArrayList<>();
    describe(words, "new", added);
    describe(words, "gone", removed);
    describe(words, "of another type", retyped);
    if (reordered) {
      words.add("in another order");
    }
    return String.join("; ", words);
  }

  private static void describe(List<String> words, String what, List<String> names) {
    if (!names.isEmpty()) {
      List<String> shown =
          IntStream.range(0, Math.min(NAMED, names.size())).mapToObj(names::get).toList();
      String rest = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
      words.add(what + " (" + names.size() + "): " + String.join(", ", shown) + rest);
    }
  }
}
