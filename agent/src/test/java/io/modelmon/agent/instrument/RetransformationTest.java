package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus.State;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetransformationTest {

  private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Recorder recorder = new Recorder();
  private @Nullable Weaving current;
  private final RuleGate gate = new RuleGate(new RuleText("*"), null);

  @Retention(RetentionPolicy.RUNTIME)
  @interface Watched {}

  interface Scorer {
    double score(double x);
  }

  static class Named {
    int predict(int x) {
      return x + 1;
    }
  }

  static class Sub implements Scorer {
    @Override
    public double score(double x) {
      return 2 * x;
    }
  }

  static class Annotated {
    @Watched
    long predict(long x) {
      return -x;
    }
  }

  @AfterEach
  void remove() {
    assertThat(INSTRUMENTATION.removeTransformer(gate)).isTrue();
    for (Class<?> type : List.of(Named.class, Sub.class, Annotated.class)) {
      retransform(type);
    }
  }

  private Weaving weaving() {
    return Objects.requireNonNull(current);
  }

  private void weave(String rules) {
    Weaving weaving =
        new Weaving(Configs.config(rules), TestDispatcher.class.getName(), null, log::add);
    TestDispatcher.linkWith(new SiteLinker(weaving.sites(), weaving.states(), recorder));
    current = weaving;
    INSTRUMENTATION.addTransformer(gate, true);
    weaving.open(gate, INSTRUMENTATION);
    weaving.warmUp();
  }

  private static void retransform(Class<?> type) {
    try {
      INSTRUMENTATION.retransformClasses(type);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sayPending_classInAnotherPackage_isNamed() {
    weave("acme.RetransformationTest$Named#predict | " + Named.class.getName() + "#predict");
    log.clear();

    weaving().sayPending();
    weaving().sayPending();

    assertThat(log)
        .singleElement()
        .asString()
        .contains("no class named acme.RetransformationTest$Named has been loaded so far")
        .contains("similar: ", Named.class.getName());
  }

  @Test
  void loadedClasses_namedBySubtypeAndAnnotation_areWoven() {
    assertThat(new Named().predict(1) + new Sub().score(1) + new Annotated().predict(1))
        .isEqualTo(3);

    weave(
        Named.class.getName()
            + "#predict | subtypes "
            + Scorer.class.getName()
            + "#score | annotated "
            + Watched.class.getName());

    assertThat(new Named().predict(1)).isEqualTo(2);
    assertThat(new Sub().score(1)).isEqualTo(2);
    assertThat(new Annotated().predict(1)).isEqualTo(-1);
    assertThat(recorder.calls()).hasSize(3);
    assertThat(weaving().states().snapshot())
        .extracting(s -> s.state())
        .containsOnly(State.MATCHED);
  }

  @Test
  void retransformedAHundredTimes_alsoBetweenOtherAgents_countsOnce() {
    ClassFileTransformer other = new CopyingTransformer();
    weave(Named.class.getName() + "#predict");
    INSTRUMENTATION.addTransformer(other, true);
    try {
      for (int i = 0; i < 100; i++) {
        retransform(Named.class);
        assertThat(new Named().predict(i)).isEqualTo(i + 1);
      }
    } finally {
      assertThat(INSTRUMENTATION.removeTransformer(other)).isTrue();
    }

    assertThat(recorder.calls()).hasSize(100);
    assertThat(weaving().sites().site(1)).isNull();
    assertThat(weaving().states().snapshot().get(0).detail())
        .isEqualTo(Named.class.getName() + ".predict(int)");
    assertThat(log).hasSize(1);
  }

  @Test
  void transform_sameBytesTwice_givesTheSameBytes() throws Exception {
    weave(Named.class.getName() + "#predict");
    String name = Named.class.getName().replace('.', '/');
    byte[] bytes;
    try (var in = Named.class.getClassLoader().getResourceAsStream(name + ".class")) {
      bytes = in.readAllBytes();
    }
    ClassLoader loader = Named.class.getClassLoader();

    byte @Nullable [] first =
        weaving().transformer().transform(loader, name, Named.class, null, bytes);
    byte @Nullable [] second =
        weaving().transformer().transform(loader, name, Named.class, null, bytes);

    assertThat(first).isEqualTo(second).isNotEqualTo(bytes);
  }

  @Test
  void jdkClass_loaded_isReportedAndNotTouched() {
    weave("java.util.ArrayList#size");

    assertThat(weaving().states().snapshot().get(0).state()).isEqualTo(State.UNREACHABLE);
  }

  @Test
  void lambda_ofWatchedType_isNoProblem() {
    weave("subtypes " + Scorer.class.getName() + "#score");
    Scorer scorer = x -> x + 1;

    assertThat(scorer.score(1)).isEqualTo(2);
    assertThat(recorder.calls()).isEmpty();
  }

  @Test
  void retransformation_oneClassFails_theOthersAreWoven() {
    ClassFileTransformer breaking = new BreakingTransformer(Sub.class);
    Weaving weaving =
        new Weaving(
            Configs.config(Named.class.getName() + "#predict | " + Sub.class.getName() + "#score"),
            TestDispatcher.class.getName(),
            null,
            log::add);
    current = weaving;
    TestDispatcher.linkWith(new SiteLinker(weaving.sites(), weaving.states(), recorder));
    INSTRUMENTATION.addTransformer(gate, true);
    weaving.open(gate, INSTRUMENTATION);
    INSTRUMENTATION.addTransformer(breaking, true);
    try {
      weaving.warmUp();
    } finally {
      assertThat(INSTRUMENTATION.removeTransformer(breaking)).isTrue();
    }

    assertThat(new Named().predict(1)).isEqualTo(2);
    assertThat(new Sub().score(1)).isEqualTo(2);
    assertThat(recorder.calls()).containsExactly(Named.class.getName() + ".predict(int)");
    assertThat(weaving().states().snapshot())
        .extracting(s -> s.state())
        .containsExactly(State.MATCHED, State.FAILED);
    assertThat(log).anySatisfy(line -> assertThat(line).contains("could not be woven"));
  }

  /** Another agent that makes one class unacceptable. */
  private static final class BreakingTransformer implements ClassFileTransformer {
    private final String name;

    BreakingTransformer(Class<?> type) {
      this.name = type.getName().replace('.', '/');
    }

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String className,
        @Nullable Class<?> classBeingRedefined,
        @Nullable ProtectionDomain protectionDomain,
        byte[] classfileBuffer) {
      return name.equals(className) ? new byte[] {1, 2, 3} : null;
    }
  }

  /** Another agent that rewrites classes without changing them. */
  private static final class CopyingTransformer implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String className,
        @Nullable Class<?> classBeingRedefined,
        @Nullable ProtectionDomain protectionDomain,
        byte[] classfileBuffer) {
      return classfileBuffer.clone();
    }
  }
}
