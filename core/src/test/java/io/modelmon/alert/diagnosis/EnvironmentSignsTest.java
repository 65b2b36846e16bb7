package io.modelmon.alert.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.threshold.Scale;
import io.modelmon.alert.threshold.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnvironmentSignsTest {

  private static EnvironmentUse use(double wait, double gc) {
    return new EnvironmentUse(Double.NaN, Double.NaN, wait, Double.NaN, Double.NaN, gc);
  }

  private static Verdict verdict(EnvironmentSigns signs, Sign sign, EnvironmentUse use) {
    return signs.observe(use).stream()
        .filter(observation -> observation.sign() == sign)
        .findFirst()
        .orElseThrow()
        .abnormal();
  }

  @Test
  void observe_withoutHistory_blamesOnlyWhatIsBadAnywhere() {
    EnvironmentSigns signs = new EnvironmentSigns();

    assertThat(verdict(signs, Sign.CPU_WAIT, use(0.05, 0))).isEqualTo(Verdict.FALSE);
    assertThat(verdict(signs, Sign.CPU_WAIT, use(0.3, 0))).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(signs, Sign.CPU_WAIT, use(0.5, 0))).isEqualTo(Verdict.TRUE);
    assertThat(verdict(signs, Sign.GC, use(0, 0.25))).isEqualTo(Verdict.TRUE);
    assertThat(signs.observe(EnvironmentUse.UNKNOWN)).isEmpty();
  }

  @Test
  void observe_withHistory_comparesWithWhatIsUsual() {
    EnvironmentSigns busy = new EnvironmentSigns();
    EnvironmentSigns idle = new EnvironmentSigns();
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20; i++) {
      busy.record(use(0.6 + 0.05 * random.nextDouble(), 0.01));
      idle.record(use(0.02 * random.nextDouble(), 0.01));
    }

    assertThat(verdict(busy, Sign.CPU_WAIT, use(0.63, 0.01))).isEqualTo(Verdict.FALSE);
    assertThat(verdict(busy, Sign.CPU_WAIT, use(0.95, 0.01))).isEqualTo(Verdict.TRUE);
    assertThat(verdict(idle, Sign.CPU_WAIT, use(0.3, 0.01))).isEqualTo(Verdict.TRUE);
    assertThat(verdict(idle, Sign.CPU_WAIT, use(0.09, 0.01))).isEqualTo(Verdict.FALSE);
    List<Observation> lines = idle.observe(use(0.3, Double.NaN));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).text()).isEqualTo("time waiting for CPU 30 %, before 0.828 %");
  }

  @Test
  void usualLevel_valuesOfOneLaw_areRarelyBeyond() {
    // Five robust deviations of 64 normal values: some 1 in 200,000 a side, 1 in 1,000 allowed.
    SplittableRandom random = new SplittableRandom(11);
    int beyond = 0;
    for (int run = 0; run < 100; run++) {
      UsualLevel level = new UsualLevel(Scale.LOGARITHM, 1);
      for (int i = 0; i < 264; i++) {
        Reading reading = new Reading(Math.exp(0.3 * random.nextGaussian()), 1_000);
        if (i >= 64) {
          beyond += level.higher(reading) == Verdict.TRUE ? 1 : 0;
          beyond += level.lower(reading) == Verdict.TRUE ? 1 : 0;
        }
        level.record(reading);
      }
    }
    assertThat(beyond).isLessThan(20);
  }

  @Test
  void usualLevel_halfFromTheIncident_stillTellsIt() {
    UsualLevel level = new UsualLevel(Scale.LOGARITHM, 1.25);
    assertThat(level.higher(Reading.of(1))).isEqualTo(Verdict.UNKNOWN);
    for (int i = 0; i < 12; i++) {
      level.record(Reading.of(0.010 + 0.0001 * i));
    }
    for (int i = 0; i < 5; i++) {
      level.record(Reading.of(0.05));
    }

    assertThat(level.higher(Reading.of(0.05))).isEqualTo(Verdict.TRUE);
    assertThat(level.higher(Reading.of(0.0115))).isEqualTo(Verdict.FALSE);
    assertThat(level.lower(Reading.of(0.001))).isEqualTo(Verdict.TRUE);
    assertThat(level.lower(Reading.UNKNOWN)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void usualLevel_sharesNearZero_takeSamplingIntoAccount() {
    UsualLevel errors = new UsualLevel(Scale.ARCSINE, 1.25);
    for (int i = 0; i < 30; i++) {
      errors.record(new Reading(0, 1_000));
    }

    assertThat(errors.higher(new Reading(0, 1_000))).isEqualTo(Verdict.FALSE);
    assertThat(errors.higher(new Reading(0.002, 1_000))).isEqualTo(Verdict.FALSE);
    assertThat(errors.higher(new Reading(0.05, 1_000))).isEqualTo(Verdict.TRUE);
  }
}
