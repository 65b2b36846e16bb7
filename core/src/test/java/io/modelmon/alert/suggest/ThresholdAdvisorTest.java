package io.modelmon.alert.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.alert.suggest.ThresholdAdvisor.Direction;
import io.modelmon.math.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThresholdAdvisorTest {

  @Test
  void suggest_independentWindows_areTheLargestValues() {
    double[] history = new SplittableRandom(1).doubles(500).toArray();
    double[] sorted = Arrays.stream(history).sorted().toArray();

    List<Suggestion> suggestions = ThresholdAdvisor.suggest(history, Direction.ABOVE, 1, 500);

    assertThat(suggestions.get(0).threshold()).isEqualTo(sorted[499]);
    assertThat(suggestions.get(0).pastAlerts()).isZero();
    assertThat(suggestions.get(0).expectedAlerts()).isBetween(1.0, 1.5);
    assertThat(suggestions.get(1).threshold()).isEqualTo(sorted[498]);
    assertThat(suggestions.get(1).pastAlerts()).isEqualTo(1);
    assertThat(suggestions.get(2).pastAlerts()).isEqualTo(4);
  }

  @Test
  void suggest_alertsInGroups_expectsAsManyAndAWiderInterval() {
    SplittableRandom random = new SplittableRandom(4);
    double[] alone = random.doubles(720).toArray();
    double[] grouped = new double[720];
    for (int i = 0; i < grouped.length; i++) {
      // Every second window of an hour of ten has that hour's value: alerts come by fives.
      grouped[i] = i % 2 == 0 ? alone[i / 10] : 0;
    }

    Suggestion one = ThresholdAdvisor.suggest(alone, Direction.ABOVE, 1, 720).get(0);
    Suggestion five = ThresholdAdvisor.suggest(grouped, Direction.ABOVE, 1, 720).get(0);

    assertThat(five.expectedAlerts()).isBetween(3.0, 8.0);
    assertThat(five.nextAlerts().upper()).isGreaterThan(2.5 * one.nextAlerts().upper());
  }

  @Test
  void suggest_below_mirrorsAbove() {
    double[] history = new SplittableRandom(2).doubles(200).toArray();
    double[] mirrored = Arrays.stream(history).map(value -> -value).toArray();

    Suggestion above = ThresholdAdvisor.suggest(history, Direction.ABOVE, 2, 700).get(1);
    Suggestion below = ThresholdAdvisor.suggest(mirrored, Direction.BELOW, 2, 700).get(1);

    assertThat(below.threshold()).isEqualTo(-above.threshold());
    assertThat(below.nextAlerts()).isEqualTo(above.nextAlerts());
  }

  @Test
  void suggest_constantHistory_raisesNothing() {
    double[] history = new double[200];

    for (Suggestion suggestion : ThresholdAdvisor.suggest(history, Direction.ABOVE, 1, 700)) {
      assertThat(suggestion.threshold()).isZero();
      assertThat(suggestion.pastAlerts()).isZero();
    }
  }

  @Test
  void suggest_littleHistory_isRefused() {
    double[] history = new double[150];
    Arrays.fill(history, 0, 60, Double.NaN);

    assertThatThrownBy(() -> ThresholdAdvisor.suggest(history, Direction.ABOVE, 1, 1))
        .hasMessageContaining("at least 100 windows of history")
        .hasMessageContaining("90");
  }

  @Test
  void count_runs_fireAndResolveLikeTheEngine() {
    double[] values = {3, 1, 3, 3, 3, 1, 3, Double.NaN, 1, 1, 3, 3};

    assertThat(Episodes.count(values, 2, 2)).isEqualTo(2);
    assertThat(Episodes.count(values, 2, 1)).isEqualTo(4);
    assertThat(Episodes.count(values, 5, 1)).isZero();
  }

  @Test
  void interval_negativeBinomial_equalsScipy() {
    // scipy.stats.nbinom(1, 0.5).ppf([.025, .975]) and nbinom(5, 5/(5+5)).ppf(...)
    assertThat(CountPrediction.interval(1, 1, 0.95)).isEqualTo(new Interval(0, 5, 0.95));
    assertThat(CountPrediction.interval(5, 5, 0.95)).isEqualTo(new Interval(0, 12, 0.95));
    assertThat(CountPrediction.interval(40, 1000, 0.9).lower()).isEqualTo(30, within(1.0));
  }
}
