package io.modelmon.agent.extract;

import io.modelmon.agent.value.RowPlan;
import io.modelmon.capture.CallConsumer;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CapturedCall;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import java.util.List;

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
  private final List<RowPlan> inputs;
  private final SitePlan waiting;

  FirstCall(List<Feature> features, List<RowPlan> inputs, int rows) {
    this.features = features;
    this.inputs = inputs;
    ModelSchema schema = new ModelSchema(features, List.of());
    this.waiting =
        new SitePlan(new CaptureBuffer(schema, slots(features.size(), rows)), inputs, Outputs.NONE);
  }

  List<Feature> features() {
    return features;
  }

  List<RowPlan> inputs() {
    return inputs;
  }

  /** Returns the plan that fills the waiting ring. */
  SitePlan waiting() {
    return waiting;
  }

  /**
   * Moves the waiting rows into slots of the model's ring.
   *
   * @param lead the first slot of the same call in the model's ring
   * @return whether the model's ring holds the same rows of the batch
   */
  boolean moveTo(CaptureBuffer ring, int lead, int waitingLead) {
    CaptureBuffer source = waiting.buffer;
    if (ring.capturedRows(lead) != source.capturedRows(waitingLead)) {
      return false;
    }
    source.publish(waitingLead, 0, null);
    source.drain(new Move(ring, lead, features.size()), true);
    return true;
  }

  /** Leaves room for outputs, so that the model's ring can hold as many rows as this one. */
  private static int slots(int width, int rows) {
    long fitting = MAX_BYTES / (12L * (2L * width + 64) + 48);
    long wanted = Math.max(MIN_SLOTS, 4L * Math.min(rows, 1 << 20));
    long slots = Math.min(Long.highestOneBit(2 * wanted - 1), Long.highestOneBit(fitting));
    return (int) Math.max(MIN_SLOTS, slots);
  }

  private static final class Move implements CallConsumer {
    private final CaptureBuffer ring;
    private final int lead;
    private final int columns;

    Move(CaptureBuffer ring, int lead, int columns) {
      this.ring = ring;
      this.lead = lead;
      this.columns = columns;
    }

    @Override
    public void accept(CapturedCall call) {
      int slot = lead;
      for (int row = 0; row < call.capturedRows(); row++) {
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
