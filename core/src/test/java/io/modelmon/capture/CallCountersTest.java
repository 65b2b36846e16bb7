package io.modelmon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallCountersTest {

  private final CallCounters counters = new CallCounters();

  @Test
  void count_normalCall_countsOutcomeRowsDurationAndPredictions() {
    counters.count(CallOutcome.DROPPED_FULL, 3, 1_500, null);

    assertThat(counters.calls(CallOutcome.DROPPED_FULL)).isEqualTo(1);
    assertThat(counters.rows(CallOutcome.DROPPED_FULL)).isEqualTo(3);
    assertThat(counters.predictions()).isEqualTo(3);
    assertThat(counters.durationSumNanos()).isEqualTo(1_500);
    assertThat(counters.durationBucket(DurationBuckets.indexOf(1_500))).isEqualTo(1);
    assertThat(counters.calls(CallOutcome.CAPTURED)).isZero();
  }

  @Test
  void count_throwingCall_countsTheErrorAndNoPrediction() {
    counters.count(CallOutcome.DROPPED_FULL, 3, 1_500, "java.io.IOException");

    assertThat(counters.rows(CallOutcome.DROPPED_FULL)).isEqualTo(3);
    assertThat(counters.predictions()).isZero();
    assertThat(counters.durationSumNanos()).isZero();
    CallCounters.ErrorDurations errors = counters.errors().get("java.io.IOException");
    assertThat(errors).isNotNull();
    assertThat(errors.sumNanos()).isEqualTo(1_500);
  }

  @Test
  void count_tooManyErrorTypes_foldsTheRest() {
    for (int i = 0; i < 200; i++) {
      counters.count(CallOutcome.DROPPED_FULL, 1, 1, "com.acme.Error" + i);
    }

    assertThat(counters.errors()).hasSizeLessThanOrEqualTo(CallCounters.MAX_ERROR_TYPES + 1);
    long total =
        counters.errors().values().stream().mapToLong(CallCounters.ErrorDurations::sumNanos).sum();
    assertThat(total).isEqualTo(200);
  }

  @Test
  void count_fromManyThreads_isExact() throws InterruptedException {
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  counters.count(CallOutcome.SAMPLED_OUT, 2, i, null);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(counters.calls(CallOutcome.SAMPLED_OUT)).isEqualTo(80_000);
    assertThat(counters.rows(CallOutcome.SAMPLED_OUT)).isEqualTo(160_000);
  }

  @Test
  void indexOf_bounds_areInclusiveAbove() {
    assertThat(DurationBuckets.indexOf(0)).isZero();
    assertThat(DurationBuckets.indexOf(1_000)).isZero();
    assertThat(DurationBuckets.indexOf(1_001)).isEqualTo(1);
    assertThat(DurationBuckets.indexOf(Long.MAX_VALUE)).isEqualTo(DurationBuckets.COUNT - 1);
  }

  @Test
  void outcomes_names_areTheContract() {
    assertThat(CallOutcome.PARTIAL.outcome()).isEqualTo("partial");
    assertThat(CallOutcome.PARTIAL.reason()).isEmpty();
    assertThat(CallOutcome.DROPPED_SCHEMA.outcome()).isEqualTo("dropped");
    assertThat(CallOutcome.DROPPED_SCHEMA.reason()).isEqualTo("schema");
  }
}
