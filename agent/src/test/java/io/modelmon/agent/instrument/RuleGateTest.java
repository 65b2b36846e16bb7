package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RuleGateTest {

  private static final byte[] UNWOVEN = {};
  private static final long LONG = 60_000;

  private static final byte[] MODEL =
      Sources.compileOne(
          "package app; public class Main { double score(double x) { return x; } }", "app/Main");

  private final Host host = new Host("app.Main#score");

  @Test
  void gate_whileRulesAreRead_otherClassesPass() {
    RuleGate gate = gate(LONG, null);

    assertThat(gate.transform(host.loader(), "app/Other", null, null, UNWOVEN)).isNull();
  }

  @Test
  void gate_whileRulesAreRead_jdkAndOwnClassesPass() {
    RuleGate gate = gate(LONG, host.loader());

    assertThat(gate.transform(null, "app/Main", null, null, UNWOVEN)).isNull();
    assertThat(
            gate.transform(ClassLoader.getPlatformClassLoader(), "app/Main", null, null, UNWOVEN))
        .isNull();
    assertThat(gate.transform(host.loader(), "app/Main", null, null, UNWOVEN)).isNull();
  }

  @Test
  void gate_namedClass_waitsAndIsWoven() throws Exception {
    RuleGate gate = gate(LONG, null);
    Waiting waiting = new Waiting(gate);
    waiting.start();
    waiting.awaitBlocked();

    gate.open(host.weaving.transformer());

    assertThat(waiting.result()).isNotEqualTo(UNWOVEN);
  }

  @Test
  void gate_givenUp_namedClassPasses() throws Exception {
    RuleGate gate = gate(LONG, null);
    Waiting waiting = new Waiting(gate);
    waiting.start();
    waiting.awaitBlocked();

    gate.giveUp();

    assertThat(waiting.result()).isEqualTo(UNWOVEN);
    assertThat(gate.transform(host.loader(), "app/Main", null, null, UNWOVEN)).isNull();
  }

  @Test
  void gate_classThatWaitedInVain_isLate() {
    RuleGate gate = gate(0, null);

    assertThat(gate.transform(host.loader(), "app/Main", null, null, UNWOVEN)).isNull();
    gate.open(host.weaving.transformer());

    assertThat(host.weaving.transformer().late().names()).containsExactly("app/Main");
  }

  @Test
  @Timeout(60)
  void gate_afterOneWaitInVain_noClassWaitsAgain() {
    RuleGate gate = gate(100, null);

    for (int i = 0; i < 1_000; i++) { // 100 s if each of them waited
      assertThat(gate.transform(host.loader(), "app/Main", null, null, UNWOVEN)).isNull();
    }
    gate.open(host.weaving.transformer());

    assertThat(host.weaving.transformer().late().names()).containsExactly("app/Main");
  }

  @Test
  void gate_interruptWhileWaiting_isKept() throws Exception {
    RuleGate gate = gate(LONG, null);
    Waiting waiting = new Waiting(gate);
    waiting.start();
    waiting.awaitBlocked();

    waiting.interrupt();
    gate.open(host.weaving.transformer());

    assertThat(waiting.result()).isNotEqualTo(UNWOVEN);
    assertThat(waiting.interruptKept).isTrue();
  }

  private static RuleGate gate(long patienceMillis, @Nullable ClassLoader own) {
    return new RuleGate(new RuleText("app.Main#score"), own, patienceMillis);
  }

  private final class Waiting extends Thread {

    private final RuleGate gate;
    private final BlockingQueue<byte[]> results = new ArrayBlockingQueue<>(1);
    private volatile boolean interruptKept;

    Waiting(RuleGate gate) {
      this.gate = gate;
    }

    @Override
    public void run() {
      byte[] bytes = MODEL.clone();
      byte[] woven = gate.transform(host.loader(), "app/Main", null, null, bytes);
      interruptKept = isInterrupted();
      results.add(woven == null ? UNWOVEN : woven);
    }

    void awaitBlocked() {
      while (getState() != State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }

    byte[] result() throws InterruptedException {
      return Objects.requireNonNull(results.poll(30, TimeUnit.SECONDS));
    }
  }
}
