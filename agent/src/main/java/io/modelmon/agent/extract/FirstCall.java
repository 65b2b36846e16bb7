package io.modelmon.agent.extract;

import io.modelmon.agent.value.RowPlan;
import io.modelmon.capture.CallConsumer;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.SlotKeys;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.ModelSchema.LeftOut;
import java.util.List;
import java.util.Map;

/**
 * A call that began before the model's output columns were known: its inputs wait in a small ring
 * of their own until it returns.
 *
 * <p><b>Threads:</b> confined to the call.
 */
final class FirstCall {

  private static final int MIN_SLOTS = 64;
  private static final long MAX_BYTES = 5L << 20;

  private final List<Feature> features;
  private final Map<String, LeftOut> leftOut;
  private final List<RowPlan> inputs;
  private final CaptureBuffer buffer;
  private final SitePlan waiting;

  FirstCall(
      SitePlan open,
      List<Feature> features,
      Map<String, LeftOut> leftOut,
      List<RowPlan> inputs,
      int rows) {
    this.features = features;
    this.leftOut = leftOut;
    this.inputs = inputs;
    ModelSchema schema =
        new ModelSchema(
            features,
            List.of(),
            open.variant.keys() != null,
            List.copyOf(open.variant.config().labels().segments().keySet()));
    this.buffer = new CaptureBuffer(schema, slots(features.size(), rows));
    this.waiting = new SitePlan(open.target, open.variant, buffer, inputs, Outputs.NONE);
  }

  List<Feature> features() {
    return features;
  }

  Map<String, LeftOut> leftOut() {
    return leftOut;
  }

  List<RowPlan> inputs() {
    return inputs;
  }

  /** Returns the plan that fills the waiting ring. */
  SitePlan waiting() {
    return waiting;
  }

  /**
   * Moves the waiting rows into slots of the model's ring; if that holds fewer of them, rows at
   * even distances.
   *
   * @param lead the first slot of the same call in the model's ring
   * @return which row of the batch each held row is
   */
  int[] moveTo(CaptureBuffer ring, int lead, int waitingLead) {
    CaptureBuffer source = buffer;
    int waitingRows = source.capturedRows(waitingLead);
    int[] chosen = new int[ring.capturedRows(lead)];
    int[] sourceRows = new int[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (int) ((long) i * waitingRows / chosen.length);
      sourceRows[i] = source.sourceRow(waitingLead, chosen[i]);
    }
    source.publish(waitingLead, 0, null);
    source.drain(new Move(ring, lead, features.size(), chosen), true);
    return sourceRows;
  }

  /** Holds at least as many rows as the model's ring, which is wider by the outputs. */
  private static int slots(int width, int rows) {
    long fitting = MAX_BYTES / (12L * width + 48);
    long wanted = Math.max(MIN_SLOTS, 4L * Math.min(rows, 1 << 20));
    long slots = Math.min(Long.highestOneBit(2 * wanted - 1), Long.highestOneBit(fitting));
    return (int) Math.max(MIN_SLOTS, slots);
  }

  private static final class Move implements CallConsumer {
    private final CaptureBuffer ring;
    private final int lead;
    private final int columns;
    private final int[] chosen;

    Move(CaptureBuffer ring, int lead, int columns, int[] chosen) {
      this.ring = ring;
      this.lead = lead;
      this.columns = columns;
      this.chosen = chosen;
    }

    @Override
    public void accept(CapturedCall call) {
      int slot = lead;
      for (int row : chosen) {
        SlotKeys keys = ring.keys();
        if (keys != null) {
          keys.copy(slot, call, row);
        }
        for (int column = 0; column < columns; column++) {
          String text = call.text(row, column);
          if (text != null) {
            ring.text(slot, column, text);
          } else {
            ring.number(slot, column, call.value(row, column));
          }
        }
        slot = ring.next(slot);
      }
    }
  }
}
