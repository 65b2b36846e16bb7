package io.modelmon.agent.extract;

import io.modelmon.agent.value.RowPlan;
import io.modelmon.capture.CaptureBuffer;
import java.util.List;

/**
 * How one woven method fills the ring of one target.
 *
 * <p><b>Threads:</b> immutable.
 */
final class SitePlan {

  final CaptureBuffer buffer;
  final RowPlan[] inputs;
  final int[] scalarColumns;
  final Outputs outputs;

  SitePlan(CaptureBuffer buffer, List<RowPlan> inputs, Outputs outputs) {
    this.buffer = buffer;
    this.inputs = inputs.toArray(new RowPlan[0]);
    this.scalarColumns = new int[this.inputs.length];
    for (int i = 0; i < scalarColumns.length; i++) {
      scalarColumns[i] = this.inputs[i].scalarColumn();
    }
    this.outputs = outputs;
  }
}
