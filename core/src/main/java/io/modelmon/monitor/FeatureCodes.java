package io.modelmon.monitor;

import io.modelmon.capture.CellValues;
import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.CellText;
import io.modelmon.profile.NumericReference;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.sketch.CategoryIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Features of any type as numbers that trees can ask about: a category is its cell in the
 * reference, the frequent ones first; NaN is missing.
 *
 * <p><b>Threads:</b> immutable.
 */
final class FeatureCodes {

  /** Features beyond are left out. */
  static final int MAX_FEATURES = 256;

  private static final String OUTPUT = "prediction";

  private final List<String> names;
  private final List<@Nullable CategoryIndex> categories = new ArrayList<>();

  private FeatureCodes(List<String> names, ReferenceProfile profile) {
    this.names = List.copyOf(names);
    for (String name : names) {
      ReferenceColumn column = profile.column(name);
      categories.add(
          column instanceof CategoricalReference categorical ? categorical.index() : null);
    }
  }

  /** Returns the codes of all features of a reference that held a value. */
  static FeatureCodes of(ReferenceProfile profile) {
    List<String> names = new ArrayList<>();
    for (ReferenceColumn column : profile.columns()) {
      boolean known = column instanceof NumericReference || column instanceof CategoricalReference;
      if (known && !isOutput(column.name()) && names.size() < MAX_FEATURES) {
        names.add(column.name());
      }
    }
    return new FeatureCodes(names, profile);
  }

  /** Returns the codes of some features. */
  static FeatureCodes of(ReferenceProfile profile, List<String> names) {
    return new FeatureCodes(names, profile);
  }

  /** Returns whether a column is an output by its name. */
  static boolean isOutput(String name) {
    return name.equals(OUTPUT) || name.startsWith(OUTPUT + ".");
  }

  List<String> names() {
    return names;
  }

  /**
   * Returns the code of a value.
   *
   * @param feature its index
   * @param number used when there is no text; NaN is missing
   */
  double code(int feature, double number, @Nullable String text) {
    CategoryIndex index = categories.get(feature);
    if (index != null) {
      return category(index, number, text);
    }
    if (text != null) {
      return CellText.number(text);
    }
    return CellValues.isWrongType(number) ? Double.NaN : number;
  }

  private static double category(CategoryIndex index, double number, @Nullable String text) {
    if (text != null) {
      return CellText.isMissing(text) ? Double.NaN : index.cellOf(CellText.category(text));
    }
    return Double.isFinite(number) ? index.cellOf(CellText.category(number)) : Double.NaN;
  }
}
