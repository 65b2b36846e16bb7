package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus.State;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static final byte[] MODEL =
      Sources.compileOne(
          "package app; public class Main { int predict(int x) { return x; } }", "app/Main");
  private static final String DISPATCHER = TestDispatcher.class.getName();

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final RuleSet rules = new RuleSet(Configs.config("app.Main#predict"));
  private final RuleStates states = new RuleStates(rules, log::add);

  private RuleTransformer transformer(WarmUp warmUp) {
    return new RuleTransformer(rules, states, new SiteRegistry(), warmUp, null);
  }

  private static byte @Nullable [] transform(RuleTransformer transformer, String name) {
    ClassLoader loader = WarmUpTest.class.getClassLoader();
    return transformer.transform(loader, name, null, null, MODEL);
  }

  @Test
  void matchingClass_beforeTheWarmUp_waitsAndIsWoven() throws Exception {
    WarmUp warmUp = new WarmUp(60_000);
    RuleTransformer transformer = transformer(warmUp);
    CompletableFuture<byte @Nullable []> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> result.complete(transform(transformer, "app/Main")));
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertThat(result).isNotDone();
    warmUp.run(DISPATCHER);

    assertThat(result.get(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(states.snapshot().get(0).state()).isEqualTo(State.MATCHED);
    assertThat(transformer.late().isEmpty()).isTrue();
  }

  @Test
  void otherClass_beforeTheWarmUp_doesNotWait() {
    assertThat(transform(transformer(new WarmUp(60_000)), "app/Other")).isNull();
  }

  @Test
  void matchingClass_warmUpDoesNotCome_goesOnAndIsNotedAsLate() {
    WarmUp warmUp = new WarmUp(1);
    RuleTransformer transformer = transformer(warmUp);

    assertThat(transform(transformer, "app/Main")).isNull();
    assertThat(transformer.late().names()).containsExactly("app/Main");
    assertThat(states.snapshot().get(0).state()).isEqualTo(State.PENDING);

    warmUp.run(DISPATCHER);
    assertThat(transform(transformer, "app/Main")).isNotNull();
    transformer.late().trying(Set.of("app/Main"), Set.of("app/Main"));
    assertThat(transformer.late().tried(Set.of("app/Main"))).isEmpty();
    assertThat(transformer.late().isEmpty()).isTrue();
  }

  @Test
  void matchingClass_stackExhausted_isLateAndNotFailed() {
    RuleSet subtypes = new RuleSet(Configs.config("subtypes app.Scorer#predict"));
    RuleStates ofSubtypes = new RuleStates(subtypes, log::add);
    WarmUp warmUp = new WarmUp(60_000);
    warmUp.run(DISPATCHER);
    RuleTransformer transformer =
        new RuleTransformer(subtypes, ofSubtypes, new SiteRegistry(), warmUp, null);
    ClassLoader exhausted =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            throw new StackOverflowError("for the test");
          }
        };
    byte[] subtype =
        Sources.compileOne(
            "package app; class Base {}"
                + " public class Sub extends Base { int predict(int x) { return x; } }",
            "app/Sub");

    assertThat(transformer.transform(exhausted, "app/Sub", null, null, subtype)).isNull();

    assertThat(transformer.late().names()).containsExactly("app/Sub");
    assertThat(ofSubtypes.snapshot().get(0).state()).isEqualTo(State.PENDING);
    assertThat(log).isEmpty();
  }

  @Test
  void interrupt_whileWaiting_isKept() throws Exception {
    WarmUp warmUp = new WarmUp(60_000);
    RuleTransformer transformer = transformer(warmUp);
    AtomicBoolean interrupted = new AtomicBoolean();
    CompletableFuture<byte @Nullable []> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              byte @Nullable [] woven = transform(transformer, "app/Main");
              interrupted.set(Thread.currentThread().isInterrupted());
              result.complete(woven);
            });
    thread.start();
    thread.interrupt();
    warmUp.run(DISPATCHER);

    assertThat(result.get(30, TimeUnit.SECONDS)).isNotNull();
    assertThat(interrupted).isTrue();
  }

  @Test
  void log_thatThrows_doesNotReachTheClassLoader() {
    RuleStates noisy =
        new RuleStates(
            rules,
            line -> {
              throw new IllegalStateException("closed");
            });
    WarmUp warmUp = new WarmUp(0);
    warmUp.run(DISPATCHER);

    byte @Nullable [] woven =
        transform(new RuleTransformer(rules, noisy, new SiteRegistry(), warmUp, null), "app/Main");

    assertThat(woven).isNotNull();
  }

  @Test
  void ownLoader_isLeftAlone() {
    WarmUp warmUp = new WarmUp(0);
    warmUp.run(DISPATCHER);
    RuleTransformer transformer =
        new RuleTransformer(
            rules, states, new SiteRegistry(), warmUp, WarmUpTest.class.getClassLoader());

    assertThat(transform(transformer, "app/Main")).isNull();
    assertThat(states.snapshot().get(0).state()).isEqualTo(State.PENDING);
  }
}
