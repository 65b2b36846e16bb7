package io.modelmon.calibration;

import io.modelmon.reference.ReferenceTable;
import java.util.HashMap;
import java.util.Map;

/** The true sizes of all measures, from the independent simulation in {@code simulate.py}. */
final class RecordedSizes {

  private final Map<String, Size> sizes = new HashMap<>();

  RecordedSizes() {
    for (ReferenceTable.Row row : ReferenceTable.read("calibration/sizes.csv")) {
      double trials = row.number("trials");
      long[] alarms = new long[SizeCell.ALPHAS.length];
      for (int level = 0; level < alarms.length; level++) {
        alarms[level] = Math.round(trials * row.number("at_" + SizeCell.LEVEL_NAMES[level]));
      }
      String key = key(row.text("measure"), row.text("family"), row.text("n"), row.text("m"));
      sizes.put(key, new Size((long) trials, alarms));
    }
  }

  /**
   * Alarms of a simulation.
   *
   * @param trials its trials
   * @param alarms how many of them alarmed at each level
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Size(long trials, long[] alarms) {}

  /** Returns the size of a measure in a cell: of the population itself, or else of its family. */
  Size of(String measure, Population population, int n, int m) {
    String own = population.name().toLowerCase(java.util.Locale.ROOT);
    Size size = sizes.get(key(measure, own, "" + n, "" + m));
    if (size == null) {
      size = sizes.get(key(measure, population.family(), "" + n, "" + m));
    }
    if (size == null) {
      throw new IllegalArgumentException(
          "no size of %s for %s, %d, %d".formatted(measure, population, n, m));
    }
    return size;
  }

  private static String key(String measure, String family, String n, String m) {
    return String.join("/", measure, family, n, m);
  }
}
