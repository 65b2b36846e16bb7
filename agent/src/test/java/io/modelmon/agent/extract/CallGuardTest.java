package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.modelmon.capture.CallOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallGuardTest {

  @Test
  void call_overloadAndSuperInside_countsOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite outer = agent.site(method("double", "double[]"));
    TestSite inner = agent.site(method("double", "double[]", "int"));

    for (int i = 0; i < 3; i++) {
      outer.call(
          arguments -> inner.call(unused -> 0.5, arguments[0], 1), (Object) new double[] {i});
    }

    assertThat(agent.rows()).hasSize(3);
    assertThat(total(agent)).isZero();
  }

  @Test
  void call_otherModelInside_countsBoth() throws Throwable {
    TestAgent agent = new TestAgent(model().config(), model().name("inner").config());
    TestSite outer = agent.site(0, method("double", "double[]"));
    TestSite inner = agent.site(1, method("double", "double[]"));

    for (int i = 0; i < 3; i++) {
      outer.call(arguments -> inner.call(unused -> 0.5, arguments), (Object) new double[] {i});
    }

    assertThat(agent.rows(agent.capture("m"))).hasSize(3);
    assertThat(agent.rows(agent.capture("inner"))).hasSize(3);
  }

  @Test
  void call_otherNameOfTheSameEntryInside_countsBoth() throws Throwable {
    TestAgent agent = new TestAgent(model().nameFrom(arg(0), 10).features(arg(1)).config());
    TestSite site = agent.site(method("double", "java.lang.String", "double[]"));
    double[] input = {1};

    site.call(
        unused -> {
          site.callReturning(0.5, "churn", input);
          site.callReturning(0.5, "fraud", input);
          return 0.5;
        },
        "fraud",
        input);

    assertThat(agent.rows(agent.capture("fraud"))).hasSize(1);
    assertThat(agent.rows(agent.capture("churn"))).hasSize(1);
  }

  @Test
  void call_manyModelsNested_allCount() throws Throwable {
    TestAgent agent = new TestAgent(model().nameFrom(arg(0), 100).features(arg(1)).config());
    TestSite site = agent.site(method("double", "java.lang.String", "double[]"));

    nest(site, 20);

    assertThat(agent.registry.models()).hasSize(20);
    assertThat(agent.registry.models())
        .allSatisfy(capture -> assertThat(agent.rows(capture)).hasSize(1));
  }

  @Test
  void call_recursionUntilTheStackOverflows_countsOnceAndHeals() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(1)).config());
    TestSite site = agent.site(ownMethod("recurse"));
    site.callReturning(0.5, site, new double[] {1});

    Throwable error = catchThrowable(() -> recurse(site, new double[] {2}));

    assertThat(error).isInstanceOf(StackOverflowError.class);
    site.callReturning(0.5, site, new double[] {3});
    site.callReturning(0.5, site, new double[] {4});
    List<TestAgent.Row> rows = agent.rows();
    assertThat(rows).extracting(row -> row.number("f0")).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(rows.get(1).errorType()).isEqualTo("java.lang.StackOverflowError");
    assertThat(total(agent)).isZero();
  }

  @Test
  void call_recursionTenThousandDeep_countsOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(1)).config());
    TestSite site = agent.site(ownMethod("recurse", "int"));
    double[] input = {1};
    Throwable[] error = new Throwable[1];

    Thread thread =
        new Thread(
            null,
            () -> error[0] = catchThrowable(() -> recurse(site, input, 10_000)),
            "deep",
            1L << 30);
    thread.start();
    thread.join();

    assertThat(error[0]).isNull();
    assertThat(agent.rows()).hasSize(1);
    assertThat(total(agent)).isZero();
  }

  @Test
  void call_nearTheEndOfTheStack_neverThrowsAndKeepsAccounts() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(1)).config());
    TestSite site = agent.site(ownMethod("fillStack", "int", "long", "double"));
    double[] input = {1};
    site.callReturning(0.5, site, input);

    // The bottom of the recursion calls the model with less and less stack to spare.
    for (int i = 0; i < 30; i++) {
      Throwable error = catchThrowable(() -> fillStack(site, input, 1, 2L, 3.0));
      assertThat(error).isInstanceOf(StackOverflowError.class);
      agent.rows();
    }

    // An exit that did not even begin is noticed at the sixteenth call, a millisecond later.
    Thread.sleep(5);
    for (int i = 0; i < 16; i++) {
      site.callReturning(0.5, site, input);
    }
    site.callReturning(0.75, site, input);
    assertThat(agent.rows()).extracting(row -> row.number("prediction")).contains(0.75);
    assertThat(Objects.requireNonNull(agent.capture().buffer()).depth()).isZero();
  }

  @Test
  void call_exitLost_healsAtTheNextCallAfterAnOverflow() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));
    double[] input = {1};
    site.callReturning(0.5, (Object) input);

    long lost = (long) site.enter.invokeWithArguments((Object) input);
    long nested = (long) site.enter.invokeWithArguments((Object) input);
    site.exit.invokeWithArguments(nested, 0.0, new StackOverflowError());
    site.callReturning(0.75, (Object) input);

    assertThat(lost).isNotZero();
    assertThat(nested).isZero();
    List<TestAgent.Row> rows = agent.rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(1).errorType()).isEqualTo("java.lang.StackOverflowError");
    assertThat(rows.get(2).number("prediction")).isEqualTo(0.75);
  }

  @Test
  void call_exitLostAndCalledThroughAnOverloadThatIsNotWoven_heals() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(1)).config());
    TestSite site = agent.site(ownMethod("woven"));
    double[] input = {1};
    site.callReturning(0.5, site, input);
    long lost = (long) site.enter.invokeExact((Object) input);
    site.exit.invokeExact(0L, 0.0, (Object) new StackOverflowError());

    woven(site, (Object) input);
    woven(site, (Object) input);

    assertThat(lost).isNotZero();
    assertThat(agent.rows())
        .extracting(row -> row.number("prediction"))
        .containsExactly(0.5, Double.NaN, 0.75, 0.75);
  }

  @Test
  void exit_afterTheGuardHealed_isIgnored() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));
    double[] input = {1};
    site.callReturning(0.5, (Object) input);
    long lost = (long) site.enter.invokeWithArguments((Object) input);
    site.exit.invokeWithArguments(0L, 0.0, new StackOverflowError());
    long next = (long) site.enter.invokeWithArguments((Object) input);

    site.exit.invokeWithArguments(lost, 0.1, null);
    site.exit.invokeWithArguments(next, 0.2, null);
    site.exit.invokeWithArguments(next, 0.3, null);

    assertThat(agent.rows())
        .extracting(row -> row.number("prediction"))
        .containsExactly(0.5, Double.NaN, 0.2);
  }

  /** Describes a method of this class, which then is found on the stack. */
  private static SiteMethod ownMethod(String name, String... furtherTypes) {
    List<String> types = new ArrayList<>(List.of(TestSite.class.getName(), "double[]"));
    types.addAll(List.of(furtherTypes));
    return new SiteMethod(CallGuardTest.class.getName(), name, List.of(), types, "double", true);
  }

  /** Of the same name as the woven method, like the bridge method of a generic interface. */
  private static double woven(TestSite site, Object input) throws Throwable {
    return woven(site, (double[]) input);
  }

  private static double woven(TestSite site, double[] input) throws Throwable {
    long ticket = (long) site.enter.invokeExact((Object) input);
    site.exit.invokeExact(ticket, 0.75, (Object) null);
    return 0.75;
  }

  private static void nest(TestSite site, int depth) throws Throwable {
    if (depth > 0) {
      site.call(
          unused -> {
            nest(site, depth - 1);
            return 0.5;
          },
          "model" + depth,
          new double[] {depth});
    }
  }

  @SuppressWarnings("InfiniteRecursion") // The overflow is the test.
  private static double recurse(TestSite site, double[] input) throws Throwable {
    long ticket = (long) site.enter.invokeExact((Object) input);
    Throwable error = null;
    try {
      return recurse(site, input);
    } catch (Throwable e) {
      error = e;
      throw e;
    } finally {
      site.exit.invokeExact(ticket, 0.0, (Object) error);
    }
  }

  private static double recurse(TestSite site, double[] input, int depth) throws Throwable {
    long ticket = (long) site.enter.invokeExact((Object) input);
    double result = depth == 0 ? 0.5 : recurse(site, input, depth - 1);
    site.exit.invokeExact(ticket, result, (Object) null);
    return result;
  }

  @SuppressWarnings("InfiniteRecursion") // The overflow is the test.
  private static double fillStack(TestSite site, double[] input, int a, long b, double c)
      throws Throwable {
    try {
      // The frames' size differs from round to round as compiled code comes in.
      return fillStack(site, input, a + 1, b * 2, c + b);
    } catch (StackOverflowError e) {
      long ticket = (long) site.enter.invokeExact((Object) input);
      site.exit.invokeExact(ticket, 0.5, (Object) null);
      throw e;
    }
  }

  private static long total(TestAgent agent) {
    long calls = 0;
    for (int i = 0; i < CallOutcome.count(); i++) {
      calls += agent.capture().counters().calls(CallOutcome.of(i));
    }
    return calls;
  }
}
