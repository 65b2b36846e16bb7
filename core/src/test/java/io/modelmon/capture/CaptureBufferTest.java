package io.modelmon.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CaptureBufferTest {

  private static final ModelSchema SCHEMA = schema(2);

  private final CaptureBuffer buffer = new CaptureBuffer(SCHEMA, 64);

  static ModelSchema schema(int features) {
    List<Feature> columns = new ArrayList<>();
    for (int i = 0; i < features; i++) {
      columns.add(new Feature("f" + i, null, false));
    }
    return new ModelSchema(columns, List.of(new Feature("prediction", null, false)));
  }

  @Test
  void drain_publishedCall_passesEverythingOn() {
    int slot = buffer.claim(1, 100);
    buffer.number(slot, 0, 1.5);
    buffer.text(slot, 1, "red");
    buffer.publish(slot, 42, "java.lang.IllegalStateException");

    List<String> seen = new ArrayList<>();
    int drained =
        buffer.drain(
            call ->
                seen.add(
                    String.join(
                        " ",
                        String.valueOf(call.startNanos()),
                        String.valueOf(call.durationNanos()),
                        String.valueOf(call.errorType()),
                        String.valueOf(call.value(0, 0)),
                        String.valueOf(call.text(0, 1)),
                        String.valueOf(call.value(0, 2)))),
            false);

    assertThat(drained).isEqualTo(1);
    assertThat(seen).containsExactly("100 42 java.lang.IllegalStateException 1.5 red NaN");
    assertThat(buffer.depth()).isZero();
  }

  @Test
  void drain_batchesAndCallsWithoutRows_returnsTheSlotsThatAreFree() {
    buffer.publish(buffer.claim(7, 0), 1, null);
    buffer.publish(buffer.claim(0, 1), 1, null);
    buffer.publish(buffer.claim(100, 2), 1, null);
    int taken = buffer.depth();

    assertThat(taken).isEqualTo(7 + 1 + buffer.maxRowsPerCall());
    assertThat(buffer.drain(call -> {}, false)).isEqualTo(taken);
    assertThat(buffer.drain(call -> {}, true)).isZero();
  }

  @Test
  void drain_claimedButNotPublished_leavesTheCallAlone() {
    int hung = buffer.claim(1, 0);
    int quick = buffer.claim(1, 1);
    buffer.publish(quick, 1, null);

    assertThat(starts()).containsExactly(1L);
    assertThat(starts()).isEmpty();

    buffer.publish(hung, 1, null);
    assertThat(starts()).containsExactly(0L);
  }

  @Test
  void drain_callThatRanDuringTheLastDrain_comesBeforeLaterOnes() {
    ClaimHint hint = new ClaimHint();
    for (int round = 0; round < 100; round++) {
      int running = buffer.claim(1, hint);
      buffer.started(running, 3L * round);
      assertThat(starts()).isEmpty();

      buffer.publish(running, 1, null);
      for (int later = 1; later <= 2; later++) {
        int slot = later == 1 ? buffer.claim(1, hint) : buffer.claim(1, new ClaimHint());
        buffer.started(slot, 3L * round + later);
        buffer.publish(slot, 1, null);
      }
      assertThat(starts()).containsExactly(3L * round, 3L * round + 1, 3L * round + 2);
    }
  }

  @Test
  void drain_lappedWhileACallRuns_keepsTheOrderOfTheOthers() {
    for (long start = 0; start < 20; start++) {
      buffer.publish(buffer.claim(1, start), 1, null);
    }
    int slow = buffer.claim(1, 20);
    for (long start = 21; start < 31; start++) {
      buffer.publish(buffer.claim(1, start), 1, null);
    }
    assertThat(starts()).hasSize(30);
    for (long start = 31; start < 91; start++) {
      buffer.publish(buffer.claim(1, start), 1, null);
    }
    buffer.publish(slow, 1, null);

    assertThat(starts())
        .hasSize(61)
        .filteredOn(start -> start != 20)
        .isSorted()
        .startsWith(31L)
        .endsWith(90L);
    assertThat(buffer.depth()).isZero();
  }

  @Test
  void drain_callThatHangs_leavesTheOrderOfOthersAlone() {
    int hung = buffer.claim(1, -1);
    for (long start = 0; start < 1_000; start += 3) {
      for (long one = start; one < start + 3; one++) {
        buffer.publish(buffer.claim(1, one), 1, null);
      }
      assertThat(starts()).containsExactly(start, start + 1, start + 2);
    }
    buffer.publish(hung, 1, null);
    assertThat(starts()).containsExactly(-1L);
  }

  @Test
  void claim_ringFull_refusesAndRecoversAfterDrain() {
    int claimed = 0;
    for (int slot = buffer.claim(1, claimed); slot >= 0; slot = buffer.claim(1, claimed)) {
      buffer.publish(slot, 0, null);
      claimed++;
    }

    assertThat(claimed).isEqualTo(64);
    assertThat(starts()).hasSize(64).isSorted();
    assertThat(buffer.claim(1, 0)).isNotNegative();
  }

  @Test
  void claim_oneCallHangs_othersUseTheRestForManyLaps() {
    buffer.claim(1, -1);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      int slot = buffer.claim(1, i);
      if (slot < 0) {
        refused++;
      } else {
        buffer.publish(slot, 0, null);
      }
      if (i % 16 == 15) {
        starts();
      }
    }

    assertThat(refused).isZero();
  }

  @Test
  void claim_quarterOfTheRingHangs_othersAreRarelyRefused() {
    buffer.claim(16, -1);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      int slot = buffer.claim(1, i);
      if (slot < 0) {
        refused++;
      } else {
        buffer.publish(slot, 0, null);
        starts();
      }
    }

    assertThat(refused).isZero();
  }

  @Test
  void claim_batchWiderThanAQuarter_holdsEvenlySpacedRows() {
    int lead = buffer.claim(1000, 0);

    assertThat(buffer.capturedRows(lead)).isEqualTo(16);
    assertThat(buffer.sourceRow(lead, 0)).isZero();
    assertThat(buffer.sourceRow(lead, 15)).isEqualTo(937);
    int slots = 0;
    for (int slot = lead; slot >= 0; slot = buffer.next(slot)) {
      slots++;
    }
    assertThat(slots).isEqualTo(16);
  }

  @Test
  void drain_batch_givesRowsInOrderAndAnyOrder() {
    int lead = buffer.claim(3, 0);
    int row = 0;
    for (int slot = lead; slot >= 0; slot = buffer.next(slot)) {
      buffer.numbers(slot, 0, new double[] {row, 10 * row}, 0, 2);
      row++;
    }
    buffer.publish(lead, 5, null);

    List<Double> seen = new ArrayList<>();
    buffer.drain(
        call -> {
          assertThat(call.totalRows()).isEqualTo(3);
          assertThat(call.capturedRows()).isEqualTo(3);
          seen.add(call.value(2, 0));
          seen.add(call.value(0, 1));
          seen.add(call.value(1, 1));
        },
        false);

    assertThat(seen).containsExactly(2.0, 0.0, 10.0);
    assertThat(buffer.depth()).isZero();
  }

  @Test
  void claim_emptyBatch_isACallWithoutRows() {
    int lead = buffer.claim(0, 0);
    buffer.publish(lead, 5, null);

    buffer.drain(call -> assertThat(call.capturedRows()).isZero(), false);
    assertThat(buffer.depth()).isZero();
  }

  @Test
  void claimRow_slotUsedBefore_holdsNothingOfTheEarlierCall() {
    for (int i = 0; i < 64; i++) {
      int slot = buffer.claim(1, i);
      buffer.numbers(slot, 0, new double[] {7, 7, 7}, 0, 3);
      buffer.publish(slot, 0, "java.lang.IllegalStateException");
    }
    assertThat(starts()).hasSize(64);

    int slot = buffer.claimRow(new ClaimHint());
    buffer.row(slot, new double[] {1, 2});
    buffer.publish(slot, 3, null);

    buffer.drain(
        call -> {
          assertThat(call.value(0, 0)).isEqualTo(1);
          assertThat(call.value(0, 1)).isEqualTo(2);
          assertThat(call.value(0, 2)).isNaN();
          assertThat(call.errorType()).isNull();
          assertThat(call.durationNanos()).isEqualTo(3);
          assertThat(call.totalRows()).isEqualTo(1);
          assertThat(call.capturedRows()).isEqualTo(1);
        },
        false);
    assertThat(buffer.depth()).isZero();
  }

  @Test
  void claim_hintFromBeforeASweep_isNoticedByTheNextSweeps() {
    CaptureBuffer large = new CaptureBuffer(SCHEMA, 4096);
    ClaimHint hint = new ClaimHint();
    for (int i = 0; i < 40; i++) {
      large.publish(large.claimRow(hint), i, null);
    }
    assertThat(drainedAfterQuiet(large)).isEqualTo(40);

    large.publish(large.claimRow(hint), 0, null);

    assertThat(large.drain(call -> {}, false)).isEqualTo(1);
  }

  @Test
  void claim_hintsOfManyThreads_leaveNoSlotUnused() {
    CaptureBuffer large = new CaptureBuffer(SCHEMA, 4096);
    int claimed = 0;
    for (int thread = 0; thread < 1000; thread++) {
      if (large.claimRow(new ClaimHint()) >= 0) {
        claimed++;
      }
    }

    assertThat(claimed).isEqualTo(1000);
  }

  /** Sweeps until the ring believes that nothing is to come. */
  private static int drainedAfterQuiet(CaptureBuffer ring) {
    int drained = 0;
    for (int i = 0; i < 100; i++) {
      drained += ring.drain(call -> {}, false);
    }
    return drained;
  }

  @Test
  void drain_oneHint_passesCallsInTheirOrder() {
    CaptureBuffer large = new CaptureBuffer(SCHEMA, 4096);
    ClaimHint hint = new ClaimHint();
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      int slot = large.claimRow(hint);
      large.started(slot, i);
      large.publish(slot, 0, null);
      if (i % 97 == 0) {
        large.drain(call -> seen.add(call.startNanos()), false);
      }
    }
    large.drain(call -> seen.add(call.startNanos()), true);

    assertThat(seen).hasSize(10_000).isSorted();
  }

  @Test
  void abandon_claimedCall_freesItsSlotsUnseen() {
    buffer.abandon(buffer.claim(5, 0));

    assertThat(buffer.depth()).isZero();
    assertThat(starts()).isEmpty();
  }

  @Test
  void drain_consumerThrows_losesOneCallOnly() {
    for (int i = 0; i < 3; i++) {
      buffer.publish(buffer.claim(1, i), 0, null);
    }

    assertThatThrownBy(
            () ->
                buffer.drain(
                    call -> {
                      throw new IllegalStateException("poison");
                    },
                    false))
        .hasMessage("poison");
    assertThat(starts()).containsExactly(1L, 2L);
  }

  @Test
  void release_textSlot_keepsNoReference() {
    int slot = buffer.claim(1, 0);
    buffer.text(slot, 0, "secret");
    buffer.publish(slot, 0, null);
    starts();
    for (int i = 0; i < 64; i++) {
      int next = buffer.claim(1, 0);
      buffer.publish(next, 0, null);
    }

    buffer.drain(call -> assertThat(call.text(0, 0)).isNull(), false);
  }

  @Test
  void forRows_bigBatchAndWideRow_staysWithinFiveMegabytes() {
    CaptureBuffer wide = CaptureBuffer.forRows(schema(5000), 100_000, new AtomicLong());

    assertThat(wide.slots()).isBetween(64, 128);
  }

  @Test
  void constructor_slotsNotAPowerOfTwo_saysTheRule() {
    assertThatThrownBy(() -> new CaptureBuffer(SCHEMA, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("power of two")
        .hasMessageContaining("100");
  }

  private List<Long> starts() {
    List<Long> starts = new ArrayList<>();
    buffer.drain(call -> starts.add(call.startNanos()), false);
    return starts;
  }
}
