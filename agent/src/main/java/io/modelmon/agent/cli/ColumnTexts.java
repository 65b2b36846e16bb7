package io.modelmon.agent.cli;

import io.modelmon.profile.CellText;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the texts of a training file's columns look like, to tell of columns that are nearly all
 * numbers: one slip decides whether a column is compared as numbers or as names.
 *
 * <p>Of sensitive columns no text is told.
 */
final class ColumnTexts {

  /** A column is nearly numeric with at most one other text in so many values. */
  private static final int VALUES_PER_OTHER = 5;

  private static final int SHOWN = 40;

  private final List<Feature> columns;
  private final Found[] found;

  private static final class Found {
    private long values;
    private long others;
    private long commas;
    private long line;
    private String text = "";
  }

  ColumnTexts(List<Feature> columns) {
    this.columns = List.copyOf(columns);
    this.found = new Found[columns.size()];
    java.util.Arrays.setAll(found, i -> new Found());
  }

  /** Takes a row; null is a missing value. */
  void record(long line, @Nullable String[] texts) {
    for (int i = 0; i < found.length; i++) {
      String text = texts[i];
      if (text != null && !CellText.isMissing(text)) {
        record(found[i], columns.get(i), line, text);
      }
    }
  }

  private static void record(Found column, Feature feature, long line, String text) {
    column.values++;
    if (CellText.isNumber(text) || feature.type() == FeatureType.CATEGORICAL) {
      return;
    }
    boolean truth = CellText.isTruth(text);
    if (truth ? feature.type() == FeatureType.NUMERIC : !Double.isNaN(CellText.number(text))) {
      return;
    }
    if (column.others == 0) {
      column.line = line;
      column.text = text;
    }
    column.others++;
    column.commas += CellText.hasDecimalComma(text) ? 1 : 0;
  }

  /** Returns what is worth telling, a note per column. */
  List<String> notes(ReferenceProfile profile) {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      Feature feature = columns.get(i);
      ReferenceColumn column = profile.column(feature.name());
      long strange = found[i].others - found[i].commas;
      boolean nearly = strange * VALUES_PER_OTHER <= found[i].values;
      if (found[i].others > 0 && column != null && (nearly || feature.type() != null)) {
        notes.add(note(found[i], feature, column.type()));
      }
    }
    return notes;
  }

  private static String note(Found found, Feature feature, @Nullable FeatureType taken) {
    boolean one = found.others == 1;
    boolean commas = found.commas == found.others;
    String what =
        commas
            ? (one ? "has" : "have") + " a decimal comma"
            : (one ? "is no number" : "are no numbers");
    String name = feature.name();
    return "column '%s': %d of %d values %s, %s line %d%s; %s"
        .formatted(
            name,
            found.others,
            found.values,
            what,
            one ? "on" : "the first on",
            found.line,
            feature.sensitive() ? "" : ": '" + shown(found.text) + "'",
            remedy(feature, taken, commas));
  }

  private static String remedy(Feature feature, @Nullable FeatureType taken, boolean commas) {
    boolean categorical = taken == FeatureType.CATEGORICAL;
    StringBuilder text = new StringBuilder();
    text.append(
        categorical
            ? "it is taken as categorical, and numbers are compared as names; "
            : "it is numeric, and they count as values of a wrong type; ");
    text.append(
        commas
            ? "write decimal points"
            : "clean the file, or add what stands for no value to --missing");
    if (feature.type() == null) {
      boolean forced = categorical && !commas;
      text.append(", or write ")
          .append(
              forced
                  ? "'" + feature.name() + ": numeric' to count them as values of a wrong type, or "
                  : "")
          .append("'" + feature.name() + ": categorical'")
          .append(categorical ? " to keep it so," : "")
          .append(" under features.types in --config");
    }
    return text.toString();
  }

  /** Returns a text of a file as it can stand in a line. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
