package io.modelmon.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every test alarms on undrifted samples as often as an independent simulation says it must.
 *
 * <p>A cell is one measure, population, pair of sizes and level. The alarms of a cell and those of
 * the recorded simulation must be samples of one rate: exact conditional test, so that the error of
 * the recorded size counts too, with Holm's correction over all cells at 0.001. Seeds are fixed, so
 * the outcome is; were they not, a run would fail by chance once in a thousand.
 *
 * <p>The table says how many trials were recorded: a million wherever that was possible. Fisher's
 * size is not simulated but summed over all tables, and written as that of a billion trials.
 */
class SizeCalibrationTest {

  private static final double FAMILY_LEVEL = 0.001;

  /** Simulations of fewer trials are not worth keeping. */
  private static final int KEEP_FROM = 10_000;

  /** With fewer trials a kept measure says too little about the smaller levels to be compared. */
  private static final int LEAST_ENOUGH = 1_000;

  private final RecordedSizes recorded = new RecordedSizes();

  @Test
  void measures_undriftedSamples_alarmAtTheirTrueSize() throws IOException {
    List<SizeCell> cells = new ArrayList<>();
    for (Population population : Population.values()) {
      for (int[] size : new int[][] {{50, 50}, {200, 200}, {1000, 1000}, {50, 500}, {200, 2000}}) {
        cells.add(new SizeCell(population, size[0], size[1]));
      }
    }

    assertCalibrated(cells, 2_000, "sizes");
  }

  /**
   * All sizes. Every cell leaves its alarms in {@code target/calibration/cells} after every
   * thousand trials and goes on from what is there, so a run can be interrupted, or be done in
   * parts: {@code -Dmodelmon.calibration.cells=normal-50-500,integer} takes that cell and all of
   * the integers. {@code -Dmodelmon.calibration.enough=10000} goes on only with measures of fewer
   * trials, and compares all others with the trials they have.
   */
  @Test
  @Tag("calibration")
  void measures_undriftedSamplesOfAllSizes_alarmAtTheirTrueSize() throws IOException {
    List<SizeCell> cells = new ArrayList<>();
    for (Population population : Population.values()) {
      for (int n : new int[] {50, 200, 1_000, 5_000}) {
        cells.add(new SizeCell(population, n, n));
        cells.add(new SizeCell(population, n, 10 * n));
      }
    }

    String[] chosen = System.getProperty("modelmon.calibration.cells", "").split(",");
    cells.removeIf(cell -> Arrays.stream(chosen).noneMatch(cell::isOneOf));
    assertCalibrated(cells, Integer.getInteger("modelmon.calibration.trials", 50_000), "all-sizes");
  }

  /** What one cell came to. */
  private record Outcome(String what, int level, double recorded, double observed, double pValue) {
    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %.5f | %.5f | %.3g |",
          what,
          SizeCell.LEVEL_NAMES[level],
          recorded,
          observed,
          pValue);
    }
  }

  private void assertCalibrated(List<SizeCell> cells, int trials, String file) throws IOException {
    List<Outcome> outcomes =
        cells.parallelStream().flatMap(cell -> outcomes(cell, trials).stream()).toList();

    List<Outcome> sorted =
        outcomes.stream().sorted(Comparator.comparingDouble(Outcome::pValue)).toList();
    write(outcomes, file);
    List<Outcome> rejected =
        IntStream.range(0, sorted.size())
            .takeWhile(i -> sorted.get(i).pValue() < FAMILY_LEVEL / (sorted.size() - i))
            .mapToObj(sorted::get)
            .toList();
    assertThat(rejected).isEmpty();
    assertThat(sorted).hasSizeGreaterThan(cells.size());
  }

  private List<Outcome> outcomes(SizeCell cell, int trials) {
    List<CalibratedMeasure> measures =
        CalibratedMeasure.ALL.stream().filter(m -> m.appliesTo(cell.population())).toList();
    List<RecordedSizes.Size> alarms = alarms(cell, measures, trials);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < measures.size(); i++) {
      RecordedSizes.Size own = alarms.get(i);
      String measure = measures.get(i).name();
      RecordedSizes.Size size = recorded.of(measure, cell.population(), cell.n(), cell.m());
      for (int level = 0; level < SizeCell.ALPHAS.length; level++) {
        long ours = own.alarms()[level];
        double share = own.trials() / (double) (own.trials() + size.trials());
        outcomes.add(
            new Outcome(
                measure + " | " + cell.population() + " | " + cell.n() + " | " + cell.m(),
                level,
                (double) size.alarms()[level] / size.trials(),
                (double) ours / own.trials(),
                sameRate(ours, ours + size.alarms()[level], share)));
      }
    }
    return outcomes;
  }

  /** Returns the alarms of a cell, as far as possible from an earlier run that left them. */
  private static List<RecordedSizes.Size> alarms(
      SizeCell cell, List<CalibratedMeasure> measures, int trials) {
    if (trials < KEEP_FROM) {
      return Arrays.stream(cell.simulate(measures, 0, trials))
          .map(own -> new RecordedSizes.Size(trials, own))
          .toList();
    }
    Path file = Path.of("target", "calibration", "cells", cell.name() + "-" + trials + ".csv");
    int enough = Integer.getInteger("modelmon.calibration.enough", trials);
    assertThat(enough).as("trials that say something").isGreaterThanOrEqualTo(LEAST_ENOUGH);
    return new KeptAlarms(file).of(cell, measures, trials, enough);
  }

  /** Given all alarms of both simulations, ours are binomial with our share of the trials. */
  private static double sameRate(long ours, long all, double share) {
    if (all == 0) {
      return 1;
    }
    BinomialDistribution law = new BinomialDistribution(null, (int) all, share);
    double atMost = law.cumulativeProbability((int) ours);
    double atLeast = 1 - law.cumulativeProbability((int) ours - 1);
    return Math.min(1, 2 * Math.min(atMost, atLeast));
  }

  private static void write(List<Outcome> outcomes, String file) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "calibration"));
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Arrays.asList(
            "| measure | population | n | m | level | recorded | observed | p |",
            "|---|---|---|---|---|---|---|---|"));
    outcomes.forEach(outcome -> lines.add(outcome.line()));
    Files.write(folder.resolve(file + ".md"), lines);
  }
}
