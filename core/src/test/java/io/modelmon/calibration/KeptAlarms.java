package io.modelmon.calibration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The alarms of one cell in a file, each measure with the number of its trials: what an interrupted
 * run has done counts, and the next one goes on from there, since a trial's seed is its number.
 */
final class KeptAlarms {

  /** Trials between two states of the file. */
  private static final int PART = 1_000;

  private final Path file;
  private final Map<String, RecordedSizes.Size> known = new TreeMap<>();

  /** Reads what the file holds, if there is one. */
  KeptAlarms(Path file) {
    this.file = file;
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] row = line.split(",");
        long[] alarms = Arrays.stream(row).skip(2).mapToLong(Long::parseLong).toArray();
        known.put(row[0], new RecordedSizes.Size(Long.parseLong(row[1]), alarms));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the alarms of the measures, in their order. A measure with {@code enough} trials is
   * left as it is; the others are simulated up to {@code trials}, and left in the file.
   */
  List<RecordedSizes.Size> of(
      SizeCell cell, List<CalibratedMeasure> measures, int trials, int enough) {
    while (true) {
      List<CalibratedMeasure> missing =
          measures.stream().filter(m -> done(m) < Math.min(enough, trials)).toList();
      if (missing.isEmpty()) {
        return measures.stream().map(m -> known.get(m.name())).toList();
      }
      int from = missing.stream().mapToInt(this::done).min().getAsInt();
      int to = Math.min(trials, from + PART);
      simulate(cell, missing.stream().filter(m -> done(m) == from).toList(), from, to);
      write();
    }
  }

  private int done(CalibratedMeasure measure) {
    RecordedSizes.Size size = known.get(measure.name());
    return size == null ? 0 : (int) size.trials();
  }

  private void simulate(SizeCell cell, List<CalibratedMeasure> measures, int from, int to) {
    long[][] alarms = cell.simulate(measures, from, to);
    for (int i = 0; i < alarms.length; i++) {
      RecordedSizes.Size before = known.get(measures.get(i).name());
      for (int level = 0; before != null && level < alarms[i].length; level++) {
        alarms[i][level] += before.alarms()[level];
      }
      known.put(measures.get(i).name(), new RecordedSizes.Size(to, alarms[i]));
    }
  }

  /** All or nothing, whenever the run is interrupted. */
  private void write() {
    List<String> lines = new ArrayList<>();
    known.forEach(
        (name, size) -> {
          long[] own = size.alarms();
          lines.add("%s,%d,%d,%d,%d".formatted(name, size.trials(), own[0], own[1], own[2]));
        });
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, lines);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
