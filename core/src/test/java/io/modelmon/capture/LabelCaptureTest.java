package io.modelmon.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LabelCaptureTest {

  /** A quarter of the slots of a ring of labels alone. */
  private static final int MOST = 1024;

  private static final LabelFrame LABEL = new LabelFrame(LabelCaptureTest.class.getName(), "label");

  private final CaptureRegistry registry = new CaptureRegistry();
  private final LabelCapture own = registry.registerLabels(0, null);

  /** Claims a slot as a label method does when it is entered. */
  private static long label(LabelCapture capture) {
    return capture.claim(System.nanoTime(), LABEL);
  }

  private static int drain(CaptureBuffer ring) {
    List<Long> ids = new ArrayList<>();
    ring.drain(call -> ids.add(call.idNumber(0)), true);
    return ids.size();
  }

  private static void finish(LabelCapture capture, long ticket) {
    capture.keys(ticket).id(LabelCapture.slot(ticket), 7);
    capture.keys(ticket).label(LabelCapture.slot(ticket), 1.0);
    capture.end(ticket, true);
  }

  @Test
  void heal_methodsOverWithoutAnEnd_givesTheirSlotsBack() {
    for (int i = 0; i < MOST; i++) {
      assertThat(label(own)).isNotZero();
    }
    assertThat(label(own)).as("full").isZero();

    int healed = 0;
    for (int i = 0; i < 100; i++) {
      healed += own.heal();
    }

    // Below half of them nobody looks any more: there is room enough.
    assertThat(healed).isBetween(MOST / 2, MOST / 2 + 64);
    assertThat(own.lost(LabelLoss.EXTRACTION)).isEqualTo(healed);
    for (int i = 0; i < healed; i++) {
      finish(own, label(own));
    }
    assertThat(drain(Objects.requireNonNull(own.ownRing()))).isEqualTo(healed);
    assertThat(own.lost(LabelLoss.FULL)).isEqualTo(1);
  }

  @Test
  void heal_methodsThatStillRun_leavesThemAlone() throws InterruptedException {
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    long[] tickets = new long[MOST];
    Thread application =
        new Thread(
            () -> {
              LabelFrame running = new LabelFrame(getClass().getName(), null);
              for (int i = 0; i < MOST; i++) {
                tickets[i] = own.claim(System.nanoTime(), running);
              }
              claimed.countDown();
              await(go);
              for (long ticket : tickets) {
                finish(own, ticket);
              }
            });
    application.start();
    await(claimed);

    assertThat(own.heal()).isZero();
    go.countDown();
    application.join();

    assertThat(drain(Objects.requireNonNull(own.ownRing()))).isEqualTo(MOST);
  }

  @Test
  void heal_stackTooDeepToSeeAll_leavesItAlone() throws InterruptedException {
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    LabelFrame below = new LabelFrame("com.acme.Outcomes", "record");
    Thread application =
        new Thread(
            null,
            () -> {
              for (int i = 0; i < MOST; i++) {
                own.claim(System.nanoTime(), below);
              }
              deep(2_000, claimed, go);
            },
            "deep",
            16 << 20);
    application.start();
    await(claimed);

    assertThat(own.heal()).isZero();
    go.countDown();
    application.join();
    assertThat(own.heal()).isPositive();
  }

  private static int deep(int levels, CountDownLatch there, CountDownLatch go) {
    if (levels == 0) {
      there.countDown();
      await(go);
      return 0;
    }
    return 1 + deep(levels - 1, there, go);
  }

  @Test
  void end_ofASlotThatIsAnothersByNow_doesNothing() {
    List<Long> over = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      over.add(label(own));
    }
    for (int i = 0; i < 100; i++) {
      own.heal();
    }
    int free = (int) own.lost(LabelLoss.EXTRACTION);
    List<Long> later = new ArrayList<>();
    for (int i = 0; i < free; i++) {
      later.add(label(own));
    }

    over.stream().limit(free).forEach(ticket -> own.end(ticket, true));

    assertThat(drain(Objects.requireNonNull(own.ownRing()))).isZero();
    later.forEach(ticket -> finish(own, ticket));
    assertThat(drain(Objects.requireNonNull(own.ownRing()))).isEqualTo(free);
  }

  @Test
  void heal_threadsThatEnded_givesTheirSlotsBack() throws InterruptedException {
    LabelFrame anywhere = new LabelFrame(Thread.class.getName(), "run");
    Thread application =
        new Thread(
            () -> {
              for (int i = 0; i < MOST; i++) {
                own.claim(System.nanoTime(), anywhere);
              }
            });
    application.start();
    application.join();

    assertThat(own.heal()).isEqualTo(64);
  }

  @Test
  void heal_ringOfAModel_givesSlotsBackToPredictions() {
    ModelCapture model = registry.register(new ModelId("m", "1"), 1);
    CaptureBuffer ring =
        model.open(
            new ModelSchema(List.of(new Feature("x", null, false)), List.of(), true, List.of()), 1);
    LabelCapture shared = registry.registerLabels(1, model);
    for (int i = 0; i < ring.maxRowsPerCall(); i++) {
      assertThat(label(shared)).isNotZero();
    }
    assertThat(label(shared)).isZero();

    for (int i = 0; i < 100; i++) {
      shared.heal();
    }

    finish(shared, label(shared));
    assertThat(drain(ring)).isEqualTo(1);
  }

  @Test
  void end_afterTheSlotWasGivenBack_doesNothing() {
    long first = label(own);
    for (int i = 1; i < MOST; i++) {
      label(own);
    }
    for (int i = 0; i < 100; i++) {
      own.heal();
    }
    long lost = own.lost(LabelLoss.EXTRACTION);

    finish(own, first);

    assertThat(drain(Objects.requireNonNull(own.ownRing()))).isZero();
    assertThat(own.lost(LabelLoss.EXTRACTION)).isEqualTo(lost);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
