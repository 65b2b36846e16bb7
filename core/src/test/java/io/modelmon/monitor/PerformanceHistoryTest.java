package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.threshold.Verdict;
import io.modelmon.math.Interval;
import io.modelmon.math.WilsonInterval;
import io.modelmon.performance.MetricName;
import io.modelmon.performance.PerformanceMetric;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerformanceHistoryTest {

  private static final int ROWS = 500;
  private final PerformanceHistory history = new PerformanceHistory();

  private static PerformanceMetric accuracy(int hits) {
    WilsonInterval wilson = WilsonInterval.of(hits, ROWS, 0.95);
    return PerformanceMetric.known(
        MetricName.ACCURACY,
        hits / (double) ROWS,
        new Interval(wilson.lower(), wilson.upper(), 0.95),
        ROWS);
  }

  private static PerformanceSnapshot window(
      PerformanceMetric metric, PerformanceSnapshot.Segment... segments) {
    return new PerformanceSnapshot(1, 0, 1, 2, ROWS, ROWS, List.of(metric), List.of(segments));
  }

  private Verdict verdict(PerformanceMetric metric) {
    return history.observe(window(metric), Set.of(), List.of()).get(0).abnormal();
  }

  @Test
  void observe_beforeThreeWindows_isUnknown() {
    history.record(window(accuracy(400)));
    history.record(window(accuracy(410)));
    assertThat(history.known()).isFalse();
    assertThat(verdict(accuracy(100))).isEqualTo(Verdict.UNKNOWN);
    history.record(window(accuracy(405)));
    assertThat(history.known()).isTrue();
    assertThat(verdict(accuracy(100))).isEqualTo(Verdict.TRUE);
    assertThat(verdict(accuracy(404))).isEqualTo(Verdict.FALSE);
    assertThat(verdict(accuracy(499))).isEqualTo(Verdict.FALSE);
  }

  @Test
  void observe_errors_areWorseWhenLarger() {
    for (int i = 0; i < 5; i++) {
      history.record(window(mae(1.0)));
    }
    assertThat(verdict(mae(1.5))).isEqualTo(Verdict.TRUE);
    assertThat(verdict(mae(0.5))).isEqualTo(Verdict.FALSE);
    assertThat(verdict(mae(1.05))).isEqualTo(Verdict.FALSE);
  }

  private static PerformanceMetric mae(double value) {
    return PerformanceMetric.known(
        MetricName.MAE, value, new Interval(value - 0.1, value + 0.1, 0.95), ROWS);
  }

  @Test
  void observe_segmentThatIsWorse_isNamed() {
    PerformanceSnapshot.Segment web =
        new PerformanceSnapshot.Segment("channel", "web", List.of(accuracy(250)));
    PerformanceSnapshot.Segment app =
        new PerformanceSnapshot.Segment("channel", "app", List.of(accuracy(405)));

    List<Observation> found = history.observe(window(accuracy(400), web, app), Set.of(), List.of());

    assertThat(found)
        .filteredOn(Observation::isAbnormal)
        .extracting(Observation::sign, Observation::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Sign.SEGMENT_PERFORMANCE, "channel=web"));
  }

  @Test
  void observe_metricsAskedFor_areLookedAtToo() {
    PerformanceMetric f1 =
        PerformanceMetric.known(MetricName.F1, 0.4, new Interval(0.35, 0.45, 0.95), ROWS);

    assertThat(history.observe(window(f1), Set.of(), List.of())).isEmpty();
    assertThat(history.observe(window(f1), Set.of("f1"), List.of())).hasSize(1);
  }

  /** Half a promille a window is expected, and 5 in 1,000 windows have a chance below 1e-3. */
  @Test
  void observe_unchangedModel_isRarelyWorse() {
    SplittableRandom random = new SplittableRandom(3);
    int worse = 0;
    for (int window = 0; window < 1_003; window++) {
      int hits = 0;
      for (int row = 0; row < ROWS; row++) {
        hits += random.nextDouble() < 0.8 ? 1 : 0;
      }
      worse += window >= 3 && verdict(accuracy(hits)) == Verdict.TRUE ? 1 : 0;
      history.record(window(accuracy(hits)));
    }
    assertThat(worse).isLessThan(5);
  }

  private static PerformanceSnapshot estimated(int hits, int expected) {
    return new PerformanceSnapshot(
        1,
        0,
        1,
        2,
        ROWS,
        ROWS,
        List.of(accuracy(hits)),
        List.of(),
        List.of(accuracy(expected)),
        List.of(),
        List.of());
  }

  private Verdict gap(PerformanceSnapshot window, Sign sign, List<PerformanceMetric> trained) {
    return history.observe(window, Set.of(), trained).stream()
        .filter(observation -> observation.sign() == sign)
        .findFirst()
        .orElseThrow()
        .abnormal();
  }

  @Test
  void observe_belowTheEstimate_isAGapUnlessItAlwaysWas() {
    assertThat(gap(estimated(350, 400), Sign.ESTIMATE_GAP, List.of())).isEqualTo(Verdict.TRUE);
    assertThat(gap(estimated(390, 400), Sign.ESTIMATE_GAP, List.of())).isEqualTo(Verdict.FALSE);
    assertThat(gap(estimated(450, 400), Sign.ESTIMATE_GAP, List.of())).isEqualTo(Verdict.FALSE);
    for (int i = 0; i < 4; i++) {
      history.record(estimated(350, 400));
    }
    assertThat(gap(estimated(350, 400), Sign.ESTIMATE_GAP, List.of())).isEqualTo(Verdict.FALSE);
    assertThat(gap(estimated(300, 400), Sign.ESTIMATE_GAP, List.of())).isEqualTo(Verdict.TRUE);
  }

  @Test
  void observe_belowTraining_isATrainingGap() {
    PerformanceSnapshot window = window(accuracy(400));

    assertThat(gap(window, Sign.TRAINING_GAP, List.of(accuracy(480)))).isEqualTo(Verdict.TRUE);
    assertThat(gap(window, Sign.TRAINING_GAP, List.of(accuracy(410)))).isEqualTo(Verdict.FALSE);
    assertThat(gap(window, Sign.TRAINING_GAP, List.of(accuracy(300)))).isEqualTo(Verdict.FALSE);
  }
}
