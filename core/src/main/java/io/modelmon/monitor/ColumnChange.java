package io.modelmon.monitor;

import io.modelmon.profile.CategoricalCounts;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.NumericCounts;
import java.util.Locale;

/** What has become different in a column that moved, in numbers of before and after. */
final class ColumnChange {

  private static final double PERCENT = 100;

  private ColumnChange() {}

  /**
   * Returns the change between the reference and the open window as words: the mean of numbers, of
   * categories the one whose share has changed most; empty when there is nothing to compare. Names
   * of categories are left out of sensitive columns.
   */
  static String words(ColumnMonitor column) {
    ColumnCounts window = column.window();
    if (window instanceof NumericCounts numeric && numeric.n() > 0) {
      return "mean %s, before %s"
          .formatted(number(numeric.counts().mean()), number(numeric.reference().shape().mean()));
    }
    if (window instanceof CategoricalCounts categorical && categorical.n() > 0) {
      return category(categorical, column.column().sensitive());
    }
    return "";
  }

  private static String category(CategoricalCounts window, boolean sensitive) {
    long[] before = window.reference().cells();
    long[] now = window.counts().cells();
    double expected = Math.max(1, window.reference().n());
    int most = 0;
    double largest = -1;
    for (int cell = 0; cell < now.length; cell++) {
      double change = Math.abs(now[cell] / (double) window.n() - before[cell] / expected);
      if (change > largest) {
        largest = change;
        most = cell;
      }
    }
    String name = sensitive ? "one category" : "'" + window.reference().index().name(most) + "'";
    return "%s %s %%, before %s %%"
        .formatted(
            name,
            number(PERCENT * now[most] / window.n()),
            number(PERCENT * before[most] / expected));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
