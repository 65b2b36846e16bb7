package io.modelmon.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DuplicateRowsTest {

  private final SplittableRandom random = new SplittableRandom(5);

  private static void feed(DuplicateRows rows, long hash) {
    rows.record(hash);
    rows.endCall();
  }

  /** Rows of which a share repeats one of the last hundred. */
  private void serve(DuplicateRows rows, int count, double share) {
    long[] recent = new long[100];
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(recent.length);
      if (recent[at] == 0 || random.nextDouble() >= share) {
        recent[at] = random.nextLong();
      }
      feed(rows, recent[at]);
    }
  }

  private DuplicateRows withBaseline(double share) {
    DuplicateRows rows = new DuplicateRows();
    serve(rows, 6_000, share);
    rows.closeWindow();
    return rows;
  }

  @Test
  void evaluate_beforeTheBaseline_isUndecided() {
    DuplicateRows rows = new DuplicateRows();
    serve(rows, 2_000, 0.9);

    assertThat(rows.evaluate(0.05).status()).isEqualTo(QualityStatus.UNDECIDED);
  }

  @Test
  void evaluate_sameShare_isQuiet() {
    for (double share : new double[] {0, 0.1, 0.5, 0.95}) {
      DuplicateRows rows = withBaseline(share);
      serve(rows, 1_000, share);
      QualityResult result = rows.evaluate(0.05);

      assertThat(result.status()).as("share %s", share).isEqualTo(QualityStatus.QUIET);
      assertThat(result.rate().n()).isEqualTo(1_000);
    }
  }

  @Test
  void evaluate_moreRepeatedRows_isAnIssue() {
    DuplicateRows rows = withBaseline(0.1);
    serve(rows, 1_000, 0.3);
    QualityResult result = rows.evaluate(0.05);

    assertThat(result.status()).isEqualTo(QualityStatus.ISSUE);
    assertThat(result.rate().share()).isBetween(0.2, 0.4);
    assertThat(result.baseline().share()).isBetween(0.05, 0.15);
  }

  @Test
  void record_repeatedWithinReach_counts() {
    for (int gap : new int[] {1, 100, DuplicateRows.REACH}) {
      assertThat(hitsWithGap(gap)).as("gap %d", gap).isEqualTo(1);
    }
    assertThat(hitsWithGap(DuplicateRows.REACH + 1)).isZero();
  }

  private long hitsWithGap(int gap) {
    DuplicateRows rows = withBaseline(0);
    feed(rows, 42);
    for (int i = 1; i < gap; i++) {
      feed(rows, random.nextLong());
    }
    feed(rows, 42);
    return rows.evaluate(0.05).rate().hits();
  }

  @Test
  void record_oneRowForEver_isRemembered() {
    DuplicateRows rows = withBaseline(0);
    for (int i = 0; i < 1_000; i++) {
      feed(rows, 42);
    }

    assertThat(rows.evaluate(0.05).rate().hits()).isEqualTo(999);
    assertThat(rows.evaluate(0.05).status()).isEqualTo(QualityStatus.ISSUE);
  }

  @Test
  void record_rowsOfACall_areOneCluster() {
    DuplicateRows rows = withBaseline(0);
    for (int call = 0; call < 20; call++) {
      long hash = random.nextLong();
      for (int row = 0; row < 50; row++) {
        rows.record(call % 2 == 0 ? hash : random.nextLong());
      }
      rows.endCall();
    }
    QualityResult result = rows.evaluate(0.05);

    assertThat(result.rate().hits()).isEqualTo(490);
    assertThat(result.rate().effectiveN()).isLessThan(50);
    assertThat(result.status()).isEqualTo(QualityStatus.UNDECIDED);
  }

  @Test
  void wantsMore_manyRows_endsUntilTheNextWindow() {
    DuplicateRows rows = withBaseline(0);
    serve(rows, DuplicateRows.MAX_ROWS, 0);
    assertThat(rows.wantsMore()).isFalse();

    rows.closeWindow();

    assertThat(rows.wantsMore()).isTrue();
    assertThat(rows.evaluate(0.05).rate().n()).isZero();
    assertThat(rows.evaluate(0.05).status()).isEqualTo(QualityStatus.UNDECIDED);
  }

  @Test
  void remember_differentRows_areHardlyEverForgotten() {
    DuplicateRows rows = withBaseline(0);
    long[] last = new long[200];
    int seen = 0;
    for (int i = 0; i < 10_000; i++) {
      int at = i % last.length;
      if (i >= last.length) {
        feed(rows, last[at]);
        seen++;
      }
      last[at] = i < last.length ? random.nextLong() : last[at];
      if (i < last.length) {
        feed(rows, last[at]);
      }
    }

    // Every row repeats the one 200 before; less than one in a thousand may be lost.
    assertThat(rows.evaluate(0.05).rate().hits()).isGreaterThan(seen - seen / 500);
  }
}
