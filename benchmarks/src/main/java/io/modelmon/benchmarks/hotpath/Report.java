package io.modelmon.benchmarks.hotpath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Medians of all rounds, with their spread, and what they add to the plain call. */
final class Report {

  private static final String HEADER =
      "round,shape,repeats,threads,virtual,paced,arm,ns_per_call,bytes_per_call,captured\n";

  private final Map<Cell, Map<Arm, List<Sample>>> cells = new LinkedHashMap<>();

  Report(List<Sample> samples) {
    for (Sample sample : samples) {
      cells
          .computeIfAbsent(sample.cell(), cell -> new LinkedHashMap<>())
          .computeIfAbsent(sample.arm(), arm -> new ArrayList<>())
          .add(sample);
    }
  }

  /** Returns one line per sample. */
  static String csv(List<Sample> samples) {
    StringBuilder lines = new StringBuilder(HEADER);
    for (Sample sample : samples) {
      Cell cell = sample.cell();
      lines.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%d,%d,%b,%b,\"%s\",%.2f,%.2f,%.4f%n",
              sample.round(),
              cell.shape(),
              cell.repeats(),
              cell.threads(),
              cell.virtual(),
              cell.paced(),
              sample.arm().name(),
              sample.nanos(),
              sample.bytes(),
              sample.captured()));
    }
    return lines.toString();
  }

  /** Returns one sample for the console. */
  static String line(Sample sample) {
    return String.format(
        Locale.ROOT,
        "round %d, %s: %s %.1f ns, %.1f B, captured %.4f",
        sample.round(),
        sample.cell().title(),
        sample.arm().name(),
        sample.nanos(),
        sample.bytes(),
        sample.captured());
  }

  /** Returns a table per cell. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Cell, Map<Arm, List<Sample>>> cell : cells.entrySet()) {
      text.append("### ").append(cell.getKey().title()).append("\n\n");
      text.append(
          "| arm | ns per call (least – most) | added | added / floor's | B | captured |\n");
      text.append("|---|---|---|---|---|---|\n");
      double plain = median(cell.getValue(), Arm.PLAIN);
      double floor = median(cell.getValue(), Arm.FLOOR) - plain;
      for (Map.Entry<Arm, List<Sample>> arm : sorted(cell.getValue())) {
        text.append(row(arm.getKey(), arm.getValue(), plain, floor));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Returns what each arm of the first cell adds, least first. */
  Map<String, Double> bars() {
    Map<String, Double> bars = new LinkedHashMap<>();
    Map<Arm, List<Sample>> first = cells.values().iterator().next();
    double plain = median(first, Arm.PLAIN);
    for (Map.Entry<Arm, List<Sample>> arm : sorted(first)) {
      if (!arm.getKey().name().equals(Arm.PLAIN)) {
        bars.put(arm.getKey().name(), median(arm.getValue()) - plain);
      }
    }
    return bars;
  }

  private static String row(Arm arm, List<Sample> samples, double plain, double floor) {
    double[] nanos = nanos(samples);
    double added = median(samples) - plain;
    double bytes = median(samples.stream().mapToDouble(Sample::bytes).toArray());
    double captured = median(samples.stream().mapToDouble(Sample::captured).toArray());
    boolean isPlain = arm.name().equals(Arm.PLAIN);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f (%.1f – %.1f) | %s | %s | %.1f | %s |%n",
        arm.name(),
        median(nanos),
        nanos[0],
        nanos[nanos.length - 1],
        isPlain ? "" : String.format(Locale.ROOT, "%.1f", added),
        isPlain ? "" : String.format(Locale.ROOT, "%.2f", added / floor),
        bytes,
        Double.isNaN(captured) ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * captured));
  }

  private static List<Map.Entry<Arm, List<Sample>>> sorted(Map<Arm, List<Sample>> arms) {
    List<Map.Entry<Arm, List<Sample>>> sorted = new ArrayList<>(arms.entrySet());
    sorted.sort((left, right) -> Double.compare(median(left.getValue()), median(right.getValue())));
    return sorted;
  }

  private static double median(Map<Arm, List<Sample>> arms, String name) {
    for (Map.Entry<Arm, List<Sample>> arm : arms.entrySet()) {
      if (arm.getKey().name().equals(name)) {
        return median(arm.getValue());
      }
    }
    return Double.NaN;
  }

  private static double median(List<Sample> samples) {
    return median(nanos(samples));
  }

  private static double[] nanos(List<Sample> samples) {
    double[] nanos = samples.stream().mapToDouble(Sample::nanos).toArray();
    Arrays.sort(nanos);
    return nanos;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
