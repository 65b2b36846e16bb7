package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.drift.DriftStatus;
import io.modelmon.drift.Measure;
import io.modelmon.drift.multivariate.MultivariateEnergy;
import io.modelmon.drift.multivariate.PcaReconstruction;
import io.modelmon.drift.multivariate.Permutations;
import io.modelmon.monitor.RowEncoder.Kind;
import io.modelmon.profile.RowCells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Points are seen through the distance of the two sides, which is that of their places. */
class RowEncoderTest {

  private static final Permutations EXCHANGES = new Permutations(99, 1);

  private final SplittableRandom random = new SplittableRandom(1);

  private static Measure energy(RowEncoder encoder, double[][] reference, double[][] current) {
    return MultivariateEnergy.compare(encoder.encode(reference, current), EXCHANGES);
  }

  private static double[][] column(String... texts) {
    double[][] rows = new double[texts.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {RowCells.of(texts[i])};
    }
    return rows;
  }

  /** A heavy tail, hardly any value but 0, gaps, and far more categories than have an indicator. */
  private double[][] awkward(int rows) {
    double[][] drawn = new double[rows][];
    for (int i = 0; i < rows; i++) {
      drawn[i] =
          new double[] {
            Math.exp(2 * random.nextGaussian()),
            random.nextInt(50) == 0 ? 1 : 0,
            random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian(),
            random.nextInt(10) == 0 ? Double.NaN : RowCells.of("c" + random.nextInt(100))
          };
    }
    return drawn;
  }

  private static RowEncoder awkward() {
    return new RowEncoder(List.of(Kind.NUMBER, Kind.NUMBER, Kind.NUMBER, Kind.CATEGORY));
  }

  @Test
  void encode_truthValuesOfANumber_areOneAndZero() {
    RowEncoder encoder = new RowEncoder(List.of(Kind.NUMBER));
    double[][] numbers = column("1", "0", "0", "1", "1", "0", "0", "0", "1", "0");
    double[][] truths =
        column(
            "true", "False", "false", "TRUE", "true", "false", "false", "false", "true", "false");

    Measure measure = energy(encoder, numbers, truths);

    assertThat(measure.status()).isEqualTo(DriftStatus.OK);
    assertThat(measure.statistic())
        .isCloseTo(energy(encoder, numbers, numbers).statistic(), within(1e-12));
  }

  /** Neither scales nor categories may be those of the reference. */
  @Test
  void encode_sidesSwapped_givesTheSameDistance() {
    for (int round = 0; round < 20; round++) {
      double[][] one = awkward(40);
      double[][] other = awkward(25);

      double there = energy(awkward(), one, other).statistic();
      double back = energy(awkward(), other, one).statistic();

      assertThat(there).isPositive().isCloseTo(back, within(1e-12));
    }
  }

  /**
   * The seed is fixed; the bounds are a central 99.9 % binomial interval of 400 trials, which the
   * true size would leave once in a thousand seeds.
   */
  @Test
  void encode_smallReference_keepsTheLevelOfTheTest() {
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(20, Kind.NUMBER));
    kinds.addAll(Collections.nCopies(4, Kind.CATEGORY));
    RowEncoder encoder = new RowEncoder(kinds);
    int rejected = 0;
    for (int trial = 0; trial < 400; trial++) {
      Measure measure =
          PcaReconstruction.compare(
              encoder.encode(rare(60), rare(60)), new Permutations(99, trial));
      rejected += measure.pValue() <= 0.05 ? 1 : 0;
    }

    assertThat(rejected).isBetween(7, 36);
  }

  /** Twenty numbers that are hardly ever 1, and four columns of a hundred categories. */
  private double[][] rare(int rows) {
    double[][] drawn = new double[rows][24];
    for (double[] row : drawn) {
      for (int i = 0; i < row.length; i++) {
        row[i] =
            i < 20 ? (random.nextInt(50) == 0 ? 1 : 0) : RowCells.of("c" + random.nextInt(100));
      }
    }
    return drawn;
  }

  @Test
  void encode_twoCategories_areApartByTheirIndicators() {
    RowEncoder encoder = new RowEncoder(List.of(Kind.CATEGORY));

    Measure measure = energy(encoder, column("car", "car", "car"), column("house", "house"));

    // Twice the distance of (1, 0) and (0, 1): indicators are not scaled.
    assertThat(measure.statistic()).isCloseTo(2 * Math.sqrt(2), within(1e-12));
  }

  @Test
  void encode_missingCategory_isTheMostFrequent() {
    RowEncoder encoder = new RowEncoder(List.of(Kind.CATEGORY));
    double[][] reference = column("car", "car", "car", "house");
    double[][] current = column("", "", "", "house");

    assertThat(energy(encoder, reference, current).statistic()).isCloseTo(0, within(1e-12));
  }

  @Test
  void encode_categoriesBeyondTheMostFrequent_areOne() {
    RowEncoder encoder = new RowEncoder(List.of(Kind.CATEGORY));
    String[] texts = new String[2 * RowEncoder.CATEGORIES + 1];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "c" + i / 2;
    }
    texts[texts.length - 1] = "x";
    double[][] reference = column(texts);
    texts[texts.length - 1] = "y";
    double[][] current = column(texts);

    assertThat(energy(encoder, reference, current).statistic()).isCloseTo(0, within(1e-12));
    texts[texts.length - 1] = "c0";
    assertThat(energy(encoder, reference, column(texts)).statistic()).isGreaterThan(1e-6);
  }

  @Test
  void encode_textsInANumericColumn_areMissing() {
    RowEncoder encoder = new RowEncoder(List.of(Kind.NUMBER));

    Measure measure = energy(encoder, column("a", "b", ""), column("c", "d"));

    assertThat(measure.status()).isEqualTo(DriftStatus.NOT_APPLICABLE);
  }

  /** The first columns take part, each with all of its indicators. */
  @Test
  void encode_moreCoordinatesThanAllowed_leavesFurtherColumnsOut() {
    int columns = RowEncoder.MAX_COORDINATES;
    RowEncoder encoder = new RowEncoder(Collections.nCopies(columns + 1, Kind.NUMBER));
    double[][] reference = new double[20][columns + 1];
    double[][] current = new double[20][columns + 1];
    for (double[] row : current) {
      row[columns] = random.nextDouble();
    }

    assertThat(energy(encoder, reference, current).status()).isEqualTo(DriftStatus.NOT_APPLICABLE);
    current[0][columns - 1] = 1;
    assertThat(energy(encoder, reference, current).status()).isEqualTo(DriftStatus.OK);
  }
}
