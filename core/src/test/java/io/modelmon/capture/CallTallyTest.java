package io.modelmon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallTallyTest {

  private final CallCounters counters = new CallCounters();

  private CallTally tally() {
    CallTally tally = counters.tally();
    assertThat(tally).isNotNull();
    return tally;
  }

  @Test
  void count_timedCall_isInAllSums() {
    CallTally tally = tally();
    counters.count(CallOutcome.SAMPLED_OUT, 5, 2_500, null);

    tally.count(CallOutcome.SAMPLED_OUT, 3, 1_500);
    tally.count(CallOutcome.DROPPED_BREAKER, 4, 1_600);
    tally.count(CallOutcome.DROPPED_FULL, 7, 900);

    assertThat(counters.calls(CallOutcome.SAMPLED_OUT)).isEqualTo(2);
    assertThat(counters.rows(CallOutcome.SAMPLED_OUT)).isEqualTo(8);
    assertThat(counters.calls(CallOutcome.DROPPED_BREAKER)).isOne();
    assertThat(counters.rows(CallOutcome.DROPPED_BREAKER)).isEqualTo(4);
    assertThat(counters.calls(CallOutcome.DROPPED_FULL)).isOne();
    assertThat(counters.rows(CallOutcome.DROPPED_FULL)).isEqualTo(7);
    assertThat(counters.calls(CallOutcome.CAPTURED)).isZero();
    assertThat(counters.predictions()).isEqualTo(19);
    assertThat(counters.durationSumNanos()).isEqualTo(6_500);
    assertThat(counters.durationBucket(0)).isOne();
    assertThat(counters.durationBucket(DurationBuckets.indexOf(1_500))).isEqualTo(2);
  }

  @Test
  void count_untimedCall_isInNoBucket() {
    tally().count(CallOutcome.SAMPLED_OUT, 3, -1);

    assertThat(counters.calls(CallOutcome.SAMPLED_OUT)).isOne();
    assertThat(counters.durationSumNanos()).isZero();
    for (int i = 0; i < DurationBuckets.COUNT; i++) {
      assertThat(counters.durationBucket(i)).isZero();
    }
  }

  @Test
  void untimedError_isCountedByType() {
    counters.count(CallOutcome.SAMPLED_OUT, 3, -1, "java.io.IOException");
    counters.count(CallOutcome.SAMPLED_OUT, 3, 1_500, "java.io.IOException");

    CallCounters.ErrorDurations errors = counters.errors().get("java.io.IOException");
    assertThat(errors).isNotNull();
    assertThat(errors.untimed()).isOne();
    assertThat(errors.sumNanos()).isEqualTo(1_500);
    assertThat(counters.predictions()).isZero();
  }

  @Test
  void count_oneTallyForEachThread_isExact() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      CallTally tally = tally();
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  tally.count(CallOutcome.SAMPLED_OUT, 2, i);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(counters.calls(CallOutcome.SAMPLED_OUT)).isEqualTo(800_000);
    assertThat(counters.rows(CallOutcome.SAMPLED_OUT)).isEqualTo(1_600_000);
    assertThat(counters.durationSumNanos()).isEqualTo(8L * 100_000 * 99_999 / 2);
  }

  @Test
  void tally_tooMany_isRefused() {
    for (int i = 0; i < CallCounters.MAX_TALLIES; i++) {
      CallTally given = tally();
      assertThat(given).isNotNull();
    }

    @Nullable CallTally refused = counters.tally();

    assertThat(refused).isNull();
  }
}
