package io.modelmon.agent.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CpuBudgetTest {

  /** A process on two cores whose costs follow the shares that the budget sets. */
  private static final class Simulated {
    static final double CORES = 2;

    final CpuBudget budget;
    double usedSum;
    double leastPayload = 1;

    Simulated(double share) {
      budget = new CpuBudget(share);
    }

    void run(int seconds, double callsPerSecond, IntToDoubleFunction ownThreads) {
      usedSum = 0;
      for (int second = 0; second < seconds; second++) {
        double captured = callsPerSecond * budget.payload();
        double timed = (callsPerSecond - captured) * budget.timing();
        double threads = (ownThreads.applyAsDouble(second) + captured * 600e-9) / CORES;
        CallShares calls =
            new CallShares(
                captured * 100e-9 / CORES, timed * 56e-9 / CORES, callsPerSecond * 12e-9 / CORES);
        usedSum += threads + calls.sum();
        budget.update(threads, calls);
        leastPayload = Math.min(leastPayload, budget.payload());
      }
    }
  }

  /** A quiet monitor, and an export a minute. */
  private static double usual(int second) {
    return 0.0015 + (second % 60 == 30 ? 0.03 : 0);
  }

  @Test
  void millionCallsASecond_staysWithinOnePercentAndUsesMostOfIt() {
    Simulated process = new Simulated(0.01);
    process.run(60, 1e6, CpuBudgetTest::usual);

    process.run(240, 1e6, CpuBudgetTest::usual);

    assertThat(process.usedSum / 240).isBetween(0.006, 0.0105);
    assertThat(process.budget.payload()).isLessThanOrEqualTo(0.002);
    assertThat(process.budget.timing()).isLessThan(0.5).isGreaterThan(CpuBudget.LEAST);
  }

  @Test
  void firstSeconds_areEnoughToGetBelowTheBudget() {
    Simulated process = new Simulated(0.01);

    process.run(15, 1e6, CpuBudgetTest::usual);
    process.run(5, 1e6, second -> 0.0015);

    assertThat(process.usedSum / 5).isLessThan(0.011);
  }

  @Test
  void moderateTraffic_losesPayloadsButNoTiming() {
    Simulated process = new Simulated(0.01);
    process.run(120, 100_000, CpuBudgetTest::usual);

    process.run(120, 100_000, CpuBudgetTest::usual);

    assertThat(process.usedSum / 120).isBetween(0.005, 0.01);
    assertThat(process.budget.payload()).isBetween(0.05, 0.3);
    assertThat(process.budget.timing()).isOne();
  }

  @Test
  void littleTraffic_isCapturedWhole() {
    Simulated process = new Simulated(0.01);

    process.run(600, 1_000, second -> 0.0015);

    assertThat(process.leastPayload).isOne();
    assertThat(process.budget.timing()).isOne();
  }

  @Test
  void trafficFalls_sharesComeBackSlowlyTimingFirst() {
    Simulated process = new Simulated(0.01);
    process.run(60, 1e6, CpuBudgetTest::usual);
    double payload = process.budget.payload();

    process.run(10, 1_000, second -> 0.0015);
    assertThat(process.budget.timing()).isLessThan(1);
    assertThat(process.budget.payload()).isEqualTo(payload);

    process.run(110, 1_000, second -> 0.0015);
    assertThat(process.budget.timing()).isOne();
    assertThat(process.budget.payload()).isOne();
  }

  @Test
  void costThatNothingCanLower_endsAtTheLeastShares() {
    Simulated process = new Simulated(0.001);

    process.run(100, 1e6, second -> 0.1);

    assertThat(process.budget.payload()).isEqualTo(CpuBudget.LEAST);
    assertThat(process.budget.timing()).isEqualTo(CpuBudget.LEAST);
  }

  @Test
  void steadyTraffic_sharesDoNotSwing() {
    Simulated process = new Simulated(0.01);
    process.run(200, 100_000, second -> 0.0015);
    double least = 1;
    double greatest = 0;

    for (int i = 0; i < 200; i++) {
      process.run(1, 100_000, second -> 0.0015);
      least = Math.min(least, process.budget.payload());
      greatest = Math.max(greatest, process.budget.payload());
    }

    assertThat(greatest / least).isLessThan(1.3);
  }

  @Test
  void share_outOfRange_isRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CpuBudget(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CpuBudget(1.5))
        .withMessage("share must be in (0, 1], but is 1.5");
  }
}
