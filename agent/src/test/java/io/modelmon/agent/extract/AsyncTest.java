package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.extract.TestAgent.Row;
import io.modelmon.capture.CallOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class AsyncTest {

  private static final SiteMethod METHOD =
      method("java.util.concurrent.CompletableFuture", "double[]");
  private static final Object INPUT = new double[] {1};

  @Test
  void stage_completes_endsTheCallOnceWithItsValueAndDuration() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(METHOD);
    CompletableFuture<Double> future = new CompletableFuture<>();

    Object returned = site.call(unused -> future, INPUT);

    assertThat(returned).isSameAs(future);
    assertThat(agent.rows()).isEmpty();
    Thread.sleep(20);
    future.complete(0.75);
    future.complete(0.5);
    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).values()).containsExactly(1, 0.75);
    assertThat(rows.get(0).durationNanos()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(19));
    assertThat(future.join()).isEqualTo(0.75);
  }

  @Test
  void stage_alreadyComplete_endsTheCallAtOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(METHOD);

    for (int i = 0; i < 3; i++) {
      site.callReturning(CompletableFuture.completedFuture(0.25), INPUT);
    }

    assertThat(agent.rows()).hasSize(3);
  }

  @Test
  void stage_failsOrIsCancelled_carriesTheCause() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(METHOD);
    site.callReturning(CompletableFuture.completedFuture(0.25), INPUT);
    CompletableFuture<Double> failed = new CompletableFuture<>();
    CompletableFuture<Double> derived = failed.thenApply(x -> x);
    CompletableFuture<Double> cancelled = new CompletableFuture<>();

    site.callReturning(derived, INPUT);
    site.callReturning(cancelled, INPUT);
    failed.completeExceptionally(new IllegalStateException());
    cancelled.cancel(true);

    assertThat(agent.rows())
        .extracting(Row::errorType)
        .containsExactly(
            null, "java.lang.IllegalStateException", "java.util.concurrent.CancellationException");
  }

  @Test
  void guard_isReleasedBeforeTheStageCompletes() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(METHOD);
    CompletableFuture<Double> first = new CompletableFuture<>();
    CompletableFuture<Double> second = new CompletableFuture<>();

    site.callReturning(first, INPUT);
    site.callReturning(second, INPUT);
    second.complete(0.2);
    first.complete(0.1);

    assertThat(agent.rows()).hasSize(2);
  }

  @Test
  void stage_thatThrowsOnRegistration_dropsTheCallOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(METHOD);
    site.callReturning(CompletableFuture.completedFuture(0.25), INPUT);
    CompletionStage<Double> hostile =
        new CompletableFuture<>() {
          @Override
          public CompletableFuture<Double> whenComplete(
              BiConsumer<? super Double, ? super Throwable> action) {
            throw new IllegalStateException();
          }
        };

    site.callReturning(hostile, INPUT);

    assertThat(agent.rows()).hasSize(1);
    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isOne();
  }

  @Test
  void stage_isForgotten_slotComesBackAndTheCallIsCounted() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(METHOD);
    site.callReturning(CompletableFuture.completedFuture(0.25), INPUT);
    site.callReturning(new CompletableFuture<Double>(), INPUT);

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (agent.counted(CallOutcome.DROPPED_EXTRACTION) == 0 && System.nanoTime() < deadline) {
      System.gc();
      site.callReturning(CompletableFuture.completedFuture(0.25), INPUT);
      agent.rows();
    }

    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isOne();
    assertThat(java.util.Objects.requireNonNull(agent.capture().buffer()).depth()).isZero();
  }

  @Test
  void stages_fromManyThreads_endOnceEach() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(METHOD);
    int count = 2000;
    for (int i = 0; i < count; i++) {
      double value = i;
      site.callReturning(CompletableFuture.supplyAsync(() -> value), INPUT);
    }

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    int seen = 0;
    while (seen < count && System.nanoTime() < deadline) {
      seen += agent.rows().size();
    }

    assertThat(seen).isEqualTo(count);
  }
}
