package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.instanceMethod;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.modelmon.agent.extract.TestAgent.Row;
import io.modelmon.capture.CallCounters;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.DurationBuckets;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallSamplingTest {

  private static final SiteMethod ARRAY = method("double", "double[]");

  @Test
  void rateZero_countsCallsRowsAndDurationsAndCapturesNothing() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0, 1, 1);

    for (int i = 0; i < 100; i++) {
      site.callReturning(0.5, new double[] {1});
    }

    assertThat(agent.rows()).isEmpty();
    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(100);
    CallCounters counters = agent.capture().counters();
    assertThat(counters.rows(CallOutcome.SAMPLED_OUT)).isEqualTo(100);
    assertThat(counters.predictions()).isEqualTo(100);
    assertThat(timed(counters)).isEqualTo(100);
    assertThat(counters.durationSumNanos()).isPositive();
  }

  @Test
  void rateTenth_takesATenthOfEachResidueOfTheCallNumber() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0.1, 1, 1);
    int[] taken = new int[10];
    int calls = 100_000;

    for (int i = 0; i < calls; i++) {
      site.callReturning(0.5, new double[] {i});
      if (i % 1000 == 999) {
        for (Row row : agent.rows()) {
          taken[(int) row.values()[0] % 10]++;
        }
      }
    }

    // Binomial(10,000, 0.1) each: 6 standard deviations, 2e-8 false failures for all ten.
    int sum = 0;
    for (int count : taken) {
      assertThat(count).isBetween(1000 - 180, 1000 + 180);
      sum += count;
    }
    assertThat(sum + agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(calls);
  }

  @Test
  void takenCalls_areNotSpacedRegularly() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0.5, 1, 1);
    List<Integer> taken = new ArrayList<>();

    for (int i = 0; i < 20_000; i++) {
      site.callReturning(0.5, new double[] {i});
      if (i % 1000 == 999) {
        agent.rows().forEach(row -> taken.add((int) row.values()[0]));
      }
    }

    long neighbours = 0;
    for (int i = 1; i < taken.size(); i++) {
      neighbours += taken.get(i) - taken.get(i - 1) == 1 ? 1 : 0;
    }
    // Half of the calls taken are followed by another: 5,000 of 20,000, standard deviation below
    // 80; 2e-9 false failures.
    assertThat(neighbours).isBetween(4520L, 5480L);
  }

  @Test
  void twoThreads_drawIndependently() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0.5, 1, 1);
    List<List<Integer>> patterns = new ArrayList<>();

    for (int t = 0; t < 2; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  try {
                    site.callReturning(0.5, new double[] {i});
                  } catch (Throwable e) {
                    throw new AssertionError(e);
                  }
                }
              });
      thread.start();
      thread.join();
      List<Integer> pattern = new ArrayList<>();
      agent.rows().forEach(row -> pattern.add((int) row.values()[0]));
      patterns.add(pattern);
    }

    // Equal with probability 2^-500.
    assertThat(patterns.get(0)).isNotEqualTo(patterns.get(1));
  }

  @Test
  void error_isCountedByTypeAndNotAsPrediction() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0, 1, 1);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  site.call(
                      unused -> {
                        throw new IllegalStateException();
                      },
                      new double[] {1}))
          .isInstanceOf(IllegalStateException.class);
    }

    CallCounters counters = agent.capture().counters();
    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(3);
    assertThat(counters.predictions()).isZero();
    CallCounters.ErrorDurations errors = counters.errors().get("java.lang.IllegalStateException");
    assertThat(errors).isNotNull();
    assertThat(errors.untimed()).isZero();
    assertThat(errors.sumNanos()).isPositive();
  }

  @Test
  void noTiming_countsCallsAndErrorsWithoutDurations() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0, 1, 0);

    site.callReturning(0.5, new double[] {1});
    assertThatThrownBy(
            () ->
                site.call(
                    unused -> {
                      throw new IllegalStateException();
                    },
                    new double[] {1}))
        .isInstanceOf(IllegalStateException.class);

    CallCounters counters = agent.capture().counters();
    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(2);
    assertThat(timed(counters)).isZero();
    CallCounters.ErrorDurations errors = counters.errors().get("java.lang.IllegalStateException");
    assertThat(errors).isNotNull();
    assertThat(errors.untimed()).isOne();
  }

  @Test
  void halfTiming_timesAboutHalf() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0, 1, 0.5);

    for (int i = 0; i < 10_000; i++) {
      site.callReturning(0.5, new double[] {1});
    }

    // Binomial(10,000, 1/2): 6 standard deviations, 2e-9 false failures.
    assertThat(timed(agent.capture().counters())).isBetween(4700L, 5300L);
    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(10_000);
  }

  @Test
  void breaker_isAnOutcomeOfItsOwn() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(1, 0, 1);

    site.callReturning(0.5, new double[] {1});

    assertThat(agent.rows()).isEmpty();
    assertThat(agent.counted(CallOutcome.DROPPED_BREAKER)).isOne();
    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isZero();
  }

  @Test
  void batch_countsItsRows() throws Throwable {
    SiteMethod batch = method("double[]", "float[][]");
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, batch, new double[] {1, 2}, (Object) new float[][] {{1}, {2}});
    agent.capture().gate().set(0, 1, 1);

    site.callReturning(new double[] {1, 2, 3}, (Object) new float[][] {{1}, {2}, {3}});

    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isOne();
    assertThat(agent.capture().counters().rows(CallOutcome.SAMPLED_OUT)).isEqualTo(3);
    assertThat(agent.capture().counters().predictions()).isEqualTo(3);
  }

  @Test
  void primitivesAndObjects_areLeftOutInEveryForm() throws Throwable {
    SiteMethod primitives = method("double", "int", "double");
    TestAgent columns = new TestAgent(model().config());
    TestSite columnsSite = opened(columns, primitives, 0.5, 1, 2.5);
    columns.capture().gate().set(0, 1, 1);
    SiteMethod map = instanceMethod("double", "java.util.Map");
    TestAgent maps = new TestAgent(model().config());
    TestSite mapsSite = opened(maps, map, 0.5, Map.of("a", 1));
    maps.capture().gate().set(0, 1, 1);

    columnsSite.callReturning(0.5, 1, 2.5);
    mapsSite.callReturning(0.5, Map.of("a", 1));
    mapsSite.callReturning(0.5, Map.of("a", 1));

    assertThat(columns.rows()).isEmpty();
    assertThat(columns.counted(CallOutcome.SAMPLED_OUT)).isOne();
    assertThat(maps.rows()).isEmpty();
    assertThat(maps.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(2);
  }

  @Test
  void stage_isCountedWhenItCompletes() throws Throwable {
    SiteMethod async = method("java.util.concurrent.CompletableFuture", "double[]");
    TestAgent agent = new TestAgent(model().config());
    CompletableFuture<Double> done = CompletableFuture.completedFuture(0.5);
    TestSite site = opened(agent, async, done, new double[] {1});
    agent.capture().gate().set(0, 1, 1);
    CompletableFuture<Double> failing = new CompletableFuture<>();

    site.callReturning(done, new double[] {1});
    site.callReturning(failing, new double[] {1});
    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isOne();
    failing.completeExceptionally(new IllegalStateException());

    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(2);
    assertThat(agent.capture().counters().predictions()).isOne();
    assertThat(agent.capture().counters().errors()).containsKey("java.lang.IllegalStateException");
    assertThat(agent.rows()).isEmpty();
  }

  @Test
  void nestedCallOfALeftOutCall_isNotCounted() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().set(0, 1, 0);

    site.call(
        arguments -> {
          site.callReturning(0.5, new double[] {1});
          return 0.5;
        },
        new double[] {1});
    site.callReturning(0.5, new double[] {1});

    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(2);
  }

  @Test
  void copies_areMeasuredAtSomeCalls() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    agent.capture().gate().measureCopies();

    // None of 4,000 is drawn with probability (63/64)^4000, 4e-28.
    int captured = 0;
    for (int i = 0; i < 4_000; i++) {
      site.callReturning(0.5, new double[] {1});
      if (i % 100 == 99) {
        captured += agent.rows().size();
      }
    }

    assertThat(captured).isEqualTo(4_000);
    assertThat(agent.capture().gate().copyNanos()).isPositive();
  }

  @Test
  void steadySite_sampledAndFull_givesEachCallOneOutcome() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[] {1});
    Extraction.settle();
    int captured = 0;

    for (int i = 0; i < 3_000; i++) {
      double payloads = i < 1_000 ? 0.5 : i < 2_000 ? 1 : 0;
      agent.capture().gate().set(payloads, 1, 0.5);
      int nested = i % 7 == 0 ? 1 : 0;
      site.call(
          arguments -> {
            if (nested == 1) {
              site.callReturning(0.5, new double[] {2});
            }
            return 0.5;
          },
          new double[] {1});
      if (i % 100 == 99) {
        captured += agent.rows().size();
      }
    }

    assertThat(captured + agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(3_000);
    // 1,000 for sure, and Binomial(1,000, 1/2): 6 standard deviations.
    assertThat(captured).isBetween(1_400, 1_600);
  }

  @Test
  void leftOutCall_allocatesNothing() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = opened(agent, ARRAY, 0.5, new double[30]);
    agent.capture().gate().set(0, 1, 0.5);
    MethodHandle enter = site.enter;
    MethodHandle exit = site.exit;
    double[] input = new double[30];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;

    for (int round = 0; round < 100; round++) {
      long before = threads.getThreadAllocatedBytes(self);
      for (int i = 0; i < 1000; i++) {
        long ticket = (long) enter.invokeExact((Object) input);
        exit.invokeExact(ticket, 0.5, (Object) null);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
    }

    // What asking costs is the same for a thousand calls as for none.
    assertThat(least).isLessThan(1000);
    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isGreaterThanOrEqualTo(100_000);
  }

  /** Returns a site whose first calls, with which the ring opens, are over. */
  private static TestSite opened(
      TestAgent agent, SiteMethod method, Object result, Object... arguments) throws Throwable {
    TestSite site = agent.site(method);
    for (int i = 0; i < 3; i++) {
      site.callReturning(result, arguments);
    }
    assertThat(agent.rows()).isNotEmpty();
    return site;
  }

  private static long timed(CallCounters counters) {
    long sum = 0;
    for (int i = 0; i < DurationBuckets.COUNT; i++) {
      sum += counters.durationBucket(i);
    }
    return sum;
  }
}
