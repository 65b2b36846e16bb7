package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.modelmon.capture.CallCounters;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.DurationBuckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SteadyRowTest {

  private static final double[] INPUT = {1, 2, 3};

  @Test
  void settle_numbersInNumberOut_happensOnceASite() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));
    site.callReturning(0.5, (Object) INPUT);
    int afterFirst = SteadyEnds.settleWaiting();

    long ticket = (long) site.enter.invokeExact((Object) INPUT);
    site.exit.invokeExact(ticket, 0.25, (Object) null);

    assertThat(afterFirst).isZero();
    assertThat(SteadyEnds.settleWaiting()).isEqualTo(1);
    site.callReturning(0.75, (Object) INPUT);
    assertThat(SteadyEnds.settleWaiting()).isZero();
    assertThat(agent.rows())
        .extracting(row -> row.number("prediction"))
        .containsExactly(0.5, 0.25, 0.75);
  }

  @Test
  void call_steady_copiesInputsAsTheyWereOnEntry() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);
    double[] input = {4, Double.NaN, -0.0};

    site.call(
        arguments -> {
          ((double[]) Objects.requireNonNull(arguments[0]))[0] = 99;
          return 0.5;
        },
        (Object) input);

    TestAgent.Row row = agent.rows().get(0);
    assertThat(row.number("f0")).isEqualTo(4);
    assertThat(row.number("f1")).isNaN();
    assertThat(row.number("f2")).isEqualTo(-0.0);
    assertThat(row.number("prediction")).isEqualTo(0.5);
  }

  @Test
  void call_throws_keepsInputsAndErrorType() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);
    site.callReturning(0.5, (Object) INPUT);
    agent.rows();

    Throwable error =
        catchThrowable(
            () ->
                site.call(
                    unused -> {
                      throw new IllegalStateException("no");
                    },
                    (Object) INPUT));

    assertThat(error).hasMessage("no");
    TestAgent.Row row = agent.rows().get(0);
    assertThat(row.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(row.number("f2")).isEqualTo(3);
    assertThat(row.number("prediction")).isNaN();
  }

  @Test
  void call_otherValues_goTheLongWay() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);

    site.callReturning(0.1, (Object) new double[] {1, 2});
    site.callReturning(0.2, (Object) null);
    site.callReturning(0.3, (Object) new float[] {1, 2, 3});
    site.callReturning(0.4, (Object) INPUT);

    assertThat(agent.counted(CallOutcome.DROPPED_SCHEMA)).isEqualTo(1);
    assertThat(agent.rows())
        .extracting(row -> row.number("prediction"))
        .containsExactly(0.2, 0.3, 0.4);
  }

  @Test
  void call_sameModelInside_countsOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite outer = steady(agent);
    TestSite inner = agent.site(method("double", "double[]", "int"));

    for (int i = 0; i < 40; i++) {
      outer.call(
          arguments -> {
            inner.callReturning(0.5, arguments[0], 1);
            return outer.call(unused -> 0.75, arguments);
          },
          (Object) INPUT);
    }

    assertThat(agent.rows())
        .hasSize(40)
        .allSatisfy(row -> assertThat(row.number("prediction")).isEqualTo(0.75));
    assertThat(dropped(agent)).isZero();
  }

  @Test
  void call_otherModelInside_countsBothAndEndsBoth() throws Throwable {
    TestAgent agent = new TestAgent(model().config(), model().name("inner").config());
    TestSite outer = agent.site(0, method("double", "double[]"));
    TestSite inner = agent.site(1, method("double", "double[]"));

    for (int i = 0; i < 5; i++) {
      outer.call(arguments -> inner.call(unused -> 0.25, arguments), (Object) INPUT);
    }

    assertThat(agent.rows(agent.capture("m"))).hasSize(5);
    assertThat(agent.rows(agent.capture("inner"))).hasSize(5);
  }

  @Test
  void call_exitLost_healsAtTheNextCallAfterAnOverflow() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);

    long lost = (long) site.enter.invokeExact((Object) INPUT);
    long nested = (long) site.enter.invokeExact((Object) INPUT);
    site.exit.invokeExact(nested, 0.0, (Object) new StackOverflowError());
    site.callReturning(0.75, (Object) INPUT);
    site.exit.invokeExact(lost, 0.1, (Object) null);

    assertThat(nested).isZero();
    List<TestAgent.Row> rows = agent.rows();
    assertThat(rows).extracting(row -> row.number("prediction")).containsExactly(Double.NaN, 0.75);
    assertThat(rows.get(0).errorType()).isEqualTo("java.lang.StackOverflowError");
  }

  @Test
  void exit_twice_publishesOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);

    long ticket = (long) site.enter.invokeExact((Object) INPUT);
    site.exit.invokeExact(ticket, 0.1, (Object) null);
    site.exit.invokeExact(ticket, 0.2, (Object) null);

    assertThat(agent.rows()).extracting(row -> row.number("prediction")).containsExactly(0.1);
    assertThat(dropped(agent)).isZero();
  }

  @Test
  void call_leftOut_isCountedOnceWithItsErrorAndDuration() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);
    CallCounters counters = agent.capture().counters();

    agent.capture().gate().set(0, 1, 1);
    long timed = (long) site.enter.invokeExact((Object) INPUT);
    site.exit.invokeExact(timed, 0.1, (Object) null);
    site.exit.invokeExact(timed, 0.1, (Object) null);
    agent.capture().gate().set(0, 1, 0);
    long untimed = (long) site.enter.invokeExact((Object) INPUT);
    site.exit.invokeExact(untimed, 0.1, (Object) null);
    site.exit.invokeExact(timed, 0.1, (Object) null);
    long failing = (long) site.enter.invokeExact((Object) INPUT);
    site.exit.invokeExact(failing, 0.0, (Object) new IllegalStateException());
    agent.capture().gate().set(1, 1, 1);
    site.callReturning(0.75, (Object) INPUT);

    assertThat(agent.counted(CallOutcome.SAMPLED_OUT)).isEqualTo(3);
    assertThat(counters.errors()).containsOnlyKeys("java.lang.IllegalStateException");
    assertThat(counters.predictions()).isEqualTo(2);
    assertThat(durations(counters)).isEqualTo(1);
    assertThat(agent.rows()).extracting(row -> row.number("prediction")).containsExactly(0.75);
  }

  @Test
  void call_ringFull_countsWhatIsDropped() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);
    int slots = Objects.requireNonNull(agent.capture().buffer()).slots();

    for (int i = 0; i < slots + 10; i++) {
      long ticket = (long) site.enter.invokeExact((Object) INPUT);
      site.exit.invokeExact(ticket, 0.5, (Object) null);
    }

    int held = agent.rows().size();
    assertThat(held).isBetween(slots - 64, slots);
    assertThat(agent.counted(CallOutcome.DROPPED_FULL)).isEqualTo(slots + 10 - held);
    site.callReturning(0.75, (Object) INPUT);
    assertThat(agent.rows()).extracting(row -> row.number("prediction")).containsExactly(0.75);
  }

  @Test
  void call_ringFull_countsErrorsAndNestedCallsOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);
    int slots = Objects.requireNonNull(agent.capture().buffer()).slots();
    for (int i = 0; i < slots + 10; i++) {
      site.callReturning(0.5, (Object) INPUT);
    }
    long before = agent.counted(CallOutcome.DROPPED_FULL);
    long predictions = agent.capture().counters().predictions();

    long ticket = (long) site.enter.invokeExact((Object) INPUT);
    site.callReturning(0.5, (Object) INPUT);
    site.exit.invokeExact(ticket, 0.5, (Object) null);
    site.exit.invokeExact(ticket, 0.5, (Object) null);
    long failing = (long) site.enter.invokeExact((Object) INPUT);
    site.exit.invokeExact(failing, 0.0, (Object) new IllegalStateException());

    CallCounters counters = agent.capture().counters();
    assertThat(agent.counted(CallOutcome.DROPPED_FULL)).isEqualTo(before + 2);
    assertThat(counters.predictions()).isEqualTo(predictions + 1);
    assertThat(counters.errors()).containsOnlyKeys("java.lang.IllegalStateException");
    assertThat(durations(counters)).isEqualTo(predictions + 1);
  }

  @Test
  void call_threadsAtOnce_keepTheirRowsApart() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = steady(agent);
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      double own = number;
      Thread thread = new Thread(() -> callMany(site, own));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    List<TestAgent.Row> rows = agent.rows();
    assertThat(rows.size() + dropped(agent)).isEqualTo(4 * 500);
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.number("prediction")).isEqualTo(2 * row.number("f1")));
  }

  private static void callMany(TestSite site, double own) {
    try {
      for (int i = 0; i < 500; i++) {
        double[] input = {i, own * 1000 + i, 3};
        long ticket = (long) site.enter.invokeExact((Object) input);
        site.exit.invokeExact(ticket, 2 * input[1], (Object) null);
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Returns a site whose ends are settled, with nothing left in its ring. */
  private static TestSite steady(TestAgent agent) throws Throwable {
    TestSite site = agent.site(method("double", "double[]"));
    site.callReturning(0.5, (Object) INPUT);
    site.callReturning(0.5, (Object) INPUT);
    assertThat(SteadyEnds.settleWaiting()).isEqualTo(1);
    assertThat(agent.rows()).hasSize(2);
    return site;
  }

  private static long durations(CallCounters counters) {
    return IntStream.range(0, DurationBuckets.COUNT).mapToLong(counters::durationBucket).sum();
  }

  private static long dropped(TestAgent agent) {
    long total = 0;
    for (CallOutcome outcome : CallOutcome.values()) {
      total += outcome == CallOutcome.CAPTURED ? 0 : agent.counted(outcome);
    }
    return total;
  }
}
