package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus.State;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SiteLinkerTest {

  private static final String MODEL =
      "package app; public class Main { public static Object run() { return predict(3); }"
          + " static int predict(int x) { return x + 1; } }";

  private static Host host() {
    return new Host("app.Main#predict").with(MODEL);
  }

  /** Links with another factory than the host's. */
  private static SiteLinker linkWith(Host host, SiteEnds.Factory factory) {
    SiteLinker linker = new SiteLinker(host.weaving.sites(), host.weaving.states(), factory);
    TestDispatcher.linkWith(linker);
    return linker;
  }

  @Test
  void link_factoryFails_callRunsAndRuleShowsIt() throws Throwable {
    Host host = host();
    AtomicInteger attempts = new AtomicInteger();
    SiteLinker ignored =
        linkWith(
            host,
            (site, caller) -> {
              attempts.incrementAndGet();
              throw new LinkageError("no such member");
            });

    for (int i = 0; i < 3; i++) {
      assertThat(host.run("app.Main")).isEqualTo(4);
    }

    assertThat(attempts).hasValue(1);
    assertThat(host.state().state()).isEqualTo(State.FAILED);
    assertThat(host.state().detail()).contains("app.Main.predict(int)").contains("no such member");
    assertThat(host.log).hasSize(2);
  }

  @Test
  void link_stackExhausted_isTriedAgainAtTheNextCall() throws Throwable {
    Host host = host();
    AtomicInteger attempts = new AtomicInteger();
    Recorder recorder = new Recorder();
    SiteLinker ignored =
        linkWith(
            host,
            (site, caller) -> {
              if (attempts.incrementAndGet() == 1) {
                throw new StackOverflowError();
              }
              return recorder.create(site, caller);
            });

    // The exit of the first call is linked after its enter failed, so it makes the second attempt.
    assertThat(host.run("app.Main")).isEqualTo(4);
    assertThat(host.run("app.Main")).isEqualTo(4);

    assertThat(attempts).hasValue(2);
    assertThat(recorder.calls()).hasSize(1);
    assertThat(host.state().state()).isEqualTo(State.MATCHED);
  }

  @Test
  void link_endsOfTheWrongType_doNothing() throws Throwable {
    Host host = host();
    SiteLinker ignored =
        linkWith(
            host,
            (site, caller) ->
                new SiteEnds(
                    LinkedSite.idle(MethodType.methodType(long.class)),
                    LinkedSite.idle(MethodType.methodType(void.class))));

    assertThat(host.run("app.Main")).isEqualTo(4);
    assertThat(host.state().state()).isEqualTo(State.FAILED);
  }

  @Test
  void link_endsThatThrow_callIsUntouched() throws Throwable {
    Host host = host();
    SiteLinker ignored =
        linkWith(
            host,
            (site, caller) -> new SiteEnds(throwing(site.enterType()), throwing(site.exitType())));

    assertThat(host.run("app.Main")).isEqualTo(4);
  }

  private static MethodHandle throwing(MethodType type) {
    MethodHandle thrower =
        MethodHandles.throwException(type.returnType(), StackOverflowError.class)
            .bindTo(new StackOverflowError("ours"));
    return MethodHandles.dropArguments(thrower, 0, type.parameterList());
  }

  @Test
  void link_unknownSite_givesAnIdleSite() throws Throwable {
    Host host = host();

    CallSite site =
        host.linker.link(
            MethodHandles.lookup(), "enter", MethodType.methodType(long.class, int.class), 77);

    assertThat((long) site.getTarget().invokeExact(5)).isZero();
  }

  @Test
  void link_typeThatDoesNotFit_isRefused() throws Throwable {
    Host host = host();
    host.load("app.Main");

    CallSite site =
        host.linker.link(
            MethodHandles.lookup(), "enter", MethodType.methodType(long.class, String.class), 0);

    assertThat((long) site.getTarget().invokeExact("x")).isZero();
    assertThat(host.state().state()).isEqualTo(State.FAILED);
  }

  @Test
  void link_insideItsOwnLinking_isIdleUntilTheOuterOneIsDone() throws Throwable {
    Host host = host();
    List<Object> nested = new ArrayList<>();
    AtomicInteger entered = new AtomicInteger();
    SiteLinker ignored =
        linkWith(
            host,
            (site, caller) -> {
              nested.add(runQuietly(host));
              MethodHandle count =
                  MethodHandles.lookup()
                      .findVirtual(
                          AtomicInteger.class, "incrementAndGet", MethodType.methodType(int.class))
                      .bindTo(entered);
              MethodHandle enter =
                  MethodHandles.dropArguments(
                      MethodHandles.explicitCastArguments(count, MethodType.methodType(long.class)),
                      0,
                      int.class);
              return new SiteEnds(enter, LinkedSite.idle(site.exitType()));
            });

    assertThat(host.run("app.Main")).isEqualTo(4);
    assertThat(host.run("app.Main")).isEqualTo(4);

    assertThat(nested).containsExactly(4);
    assertThat(entered.get()).as("the site linked by the nested call works").isPositive();
  }

  private static Object runQuietly(Host host) {
    try {
      return host.run("app.Main");
    } catch (Throwable e) {
      return e;
    }
  }

  @Test
  void switchOff_andOnAgain_changesLinkedSites() throws Throwable {
    Host host = host();
    host.run("app.Main");

    host.linker.switchOff(0, true);
    host.run("app.Main");
    assertThat(host.calls()).hasSize(1);
    assertThat(host.state().state()).isEqualTo(State.OFF);
    assertThat(host.ends.get(2).arguments()).as("exit gets ticket 0").containsExactly(0L, 4, null);

    host.linker.switchOff(0, false);
    host.run("app.Main");
    assertThat(host.calls()).hasSize(2);
    assertThat(host.state().state()).isEqualTo(State.MATCHED);
  }

  @Test
  void switchOff_beforeLinking_holdsForLaterClasses() throws Throwable {
    Host host = host();
    host.linker.switchOff(0, true);

    assertThat(host.run("app.Main")).isEqualTo(4);

    assertThat(host.calls()).isEmpty();
  }

  @Test
  void link_manyThreadsAtOnce_allCallsAreSeen() throws Throwable {
    Host host = host();
    int threads = 8;
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    AtomicInteger failures = new AtomicInteger();
    for (int i = 0; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  if (!host.run("app.Main").equals(4)) {
                    failures.incrementAndGet();
                  }
                } catch (Throwable e) {
                  failures.incrementAndGet();
                }
              });
      thread.start();
      all.add(thread);
    }

    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }

    assertThat(failures).hasValue(0);
    assertThat(host.calls()).hasSize(threads);
    assertThat(host.ends).hasSize(2 * threads);
  }

  @Test
  void sameClassInTwoLoaders_sharesTheSiteAndLinksTwice() throws Throwable {
    Host host = host();
    host.run("app.Main");
    host.restart();
    host.run("app.Main");

    assertThat(host.calls()).hasSize(2);
    assertThat(host.weaving.sites().site(0)).isNotNull();
    assertThat(host.weaving.sites().site(1)).isNull();
    assertThat(host.states()).hasSize(1);
  }

  @Test
  void wovenClass_noLongerUsed_isCollected() throws Throwable {
    Host host = host();
    host.run("app.Main");
    WeakReference<Class<?>> type = new WeakReference<>(host.load("app.Main"));
    host.ends.clear();
    host.restart();

    for (int i = 0; i < 200 && !type.refersTo(null); i++) {
      System.gc();
      Thread.sleep(5);
    }

    assertThat(type.refersTo(null)).isTrue();
  }
}
