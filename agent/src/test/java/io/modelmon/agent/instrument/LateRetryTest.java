package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.monitor.RuleStatus.State;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of classes that came where stack or heap was exhausted, or could not be noted. */
class LateRetryTest {

  private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Recorder recorder = new Recorder();
  private final RuleGate gate = new RuleGate(new RuleText("Late"), null);
  private final Weaving weaving =
      new Weaving(
          Configs.config(Late.class.getName() + "#predict"),
          TestDispatcher.class.getName(),
          null,
          log::add);

  /** As while the class is being defined: it is not among those that are loaded. */
  private boolean hidden = true;

  private boolean exhausted;
  private boolean failing;
  private int retransformations;

  static class Late {
    int predict(int x) {
      return x + 1;
    }
  }

  @BeforeEach
  void open() {
    TestDispatcher.linkWith(new SiteLinker(weaving.sites(), weaving.states(), recorder));
    INSTRUMENTATION.addTransformer(gate, true);
    weaving.open(gate, instrumentation());
    weaving.warmUp();
    assertThat(new Late().predict(0)).isOne();
    assertThat(recorder.calls()).isEmpty();
  }

  @AfterEach
  void remove() throws Exception {
    assertThat(INSTRUMENTATION.removeTransformer(gate)).isTrue();
    INSTRUMENTATION.retransformClasses(Late.class);
  }

  private Instrumentation instrumentation() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getAllLoadedClasses")) {
                return loaded();
              }
              if (method.getName().equals("retransformClasses")) {
                retransformations += ((Class<?>[]) arguments[0]).length;
                if (failing) {
                  weaving.transformer().late().add(Late.class.getName().replace('.', '/'));
                  return null;
                }
              }
              try {
                return method.invoke(INSTRUMENTATION, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Class<?>[] loaded() {
    if (exhausted) {
      throw new OutOfMemoryError("in a test");
    }
    return Arrays.stream(INSTRUMENTATION.getAllLoadedClasses())
        .filter(type -> !hidden || type != Late.class)
        .toArray(Class<?>[]::new);
  }

  @Test
  void unnamedClass_memoryExhaustedWhenLookedFor_isWovenLater() {
    weaving.transformer().late().unnamed = true;
    hidden = false;
    exhausted = true;
    assertThatThrownBy(weaving::retryLate).isInstanceOf(OutOfMemoryError.class);
    exhausted = false;

    assertThat(weaving.hasLate()).isTrue();
    weaving.retryLate();

    assertThat(new Late().predict(1)).isEqualTo(2);
    assertThat(recorder.calls()).hasSize(1);
  }

  @Test
  void unnamedClass_stillBeingDefinedWhenLookedFor_isWovenLaterAndOnce() {
    weaving.transformer().late().unnamed = true;
    weaving.retryLate();
    hidden = false;

    while (weaving.hasLate()) {
      weaving.retryLate();
    }

    assertThat(new Late().predict(1)).isEqualTo(2);
    assertThat(recorder.calls()).hasSize(1);
    assertThat(retransformations).isOne();
  }

  @Test
  void class_thatFindsNoRoomAgainAndAgain_isGivenUpAndSaid() {
    weaving.transformer().late().add(Late.class.getName().replace('.', '/'));
    hidden = false;
    failing = true;

    for (int round = 0; round < 100; round++) {
      weaving.retryLate();
    }

    assertThat(retransformations).isEqualTo(30);
    assertThat(weaving.hasLate()).isFalse();
    assertThat(weaving.states().snapshot().get(0).state()).isEqualTo(State.FAILED);
    assertThat(log)
        .contains(
            "class "
                + Late.class.getName()
                + " could not be woven: no stack or memory for it in 30 tries");
  }
}
