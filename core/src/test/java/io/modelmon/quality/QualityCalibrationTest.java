package io.modelmon.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.CategoricalReference;
import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.ReferenceColumn;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a window of stationary data is flagged by itself; two in a row make an issue. Seeds are
 * fixed, so the outcome is. Every trial draws its own reference.
 */
class QualityCalibrationTest {

  private static final int TRIALS = 60;
  private static final int WINDOWS = 10;

  private final SplittableRandom random = new SplittableRandom(11);

  /** A series that goes on as it was with some probability, and has hits with another. */
  private Supplier<Object> sticky(double again, double share, Object hit, Supplier<Object> usual) {
    boolean[] state = {random.nextDouble() < share};
    return () -> {
      if (random.nextDouble() >= again) {
        state[0] = random.nextDouble() < share;
      }
      return state[0] ? hit : usual.get();
    };
  }

  private int flagged(int referenceRows, int windowRows, Supplier<Supplier<Object>> traffic) {
    int flagged = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      ReferenceColumn reference = Columns.reference(referenceRows, traffic.get());
      Supplier<Object> live = traffic.get();
      for (int window = 0; window < WINDOWS; window++) {
        ColumnCounts counts = Columns.window(reference, windowRows, live);
        ColumnWindow current = Columns.against(reference, counts);
        for (ColumnRule rule : ColumnRules.all()) {
          QualityResult result = rule.evaluate(current);
          flagged += result != null && result.status() == QualityStatus.ISSUE ? 1 : 0;
        }
      }
    }
    return flagged;
  }

  /**
   * Columns: probability of going on as before, share of hits, rows of the reference, rows of a
   * window. 600 windows each; a budget of 0.2 alerts per month of 720 windows at two in a row
   * allows one flagged window in sixty.
   */
  @ParameterizedTest
  @CsvSource({
    "0.0, 0.02, 1000, 300",
    "0.0, 0.5, 1000, 300",
    "0.5, 0.1, 1000, 500",
    "0.9, 0.05, 1000, 1000",
    "0.9, 0.5, 2000, 1000"
  })
  void windows_stationaryShares_areHardlyEverFlagged(
      double again, double share, int referenceRows, int windowRows) {
    Supplier<Object> number = random::nextDouble;
    Supplier<Object> letter = () -> "c" + random.nextInt(4);

    int missing =
        flagged(referenceRows, windowRows, () -> sticky(again, share, Double.NaN, number));
    int infinite =
        flagged(
            referenceRows,
            windowRows,
            () -> sticky(again, share, Double.POSITIVE_INFINITY, number));
    int category = flagged(referenceRows, windowRows, () -> sticky(again, share, "x", letter));

    int windows = TRIALS * WINDOWS;
    assertThat(missing).isLessThanOrEqualTo(windows / 60);
    assertThat(infinite).isLessThanOrEqualTo(windows / 60);
    assertThat(category).isLessThanOrEqualTo(windows / 60);
  }

  @Test
  void windows_tailsOfAnyShape_areHardlyEverOutOfRange() {
    Supplier<Object> cauchy = () -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
    Supplier<Object> counts = () -> (double) (int) -Math.log(random.nextDouble());

    assertThat(flagged(100, 300, () -> cauchy)).isLessThanOrEqualTo(6);
    assertThat(flagged(1_000, 300, () -> cauchy)).isZero();
    assertThat(flagged(100, 300, () -> counts)).isLessThanOrEqualTo(6);
  }

  @Test
  void windows_longTailOfCategories_areHardlyEverFlagged() {
    Supplier<Object> tail = () -> "c" + (int) Math.exp(random.nextDouble() * Math.log(50_000));

    assertThat(flagged(300, 1_000, () -> tail)).isLessThanOrEqualTo(6);
    assertThat(flagged(3_000, 1_000, () -> tail)).isZero();
  }

  @Test
  void expectedCategories_anyReference_areNoFewerThanThereAre() {
    for (double spread : new double[] {30, 1_000, 1e5, 1e9}) {
      Supplier<Object> tail = () -> "c" + (int) Math.exp(random.nextDouble() * Math.log(spread));
      for (int trial = 0; trial < 20; trial++) {
        CategoricalReference reference = (CategoricalReference) Columns.reference(3_000, tail);
        ColumnCounts window = Columns.window(reference, 1_000, tail);
        long distinct = ((io.modelmon.profile.CategoricalCounts) window).counts().distinct();

        double expected = CardinalityExplosion.expected(reference, 1_000);
        // Four standard deviations of a Poisson count, plus that of the share of new ones.
        assertThat((double) distinct).isLessThan(expected + 4 * Math.sqrt(2 * expected));
      }
    }
  }
}
