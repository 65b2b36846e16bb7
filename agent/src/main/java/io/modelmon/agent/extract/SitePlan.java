package io.modelmon.agent.extract;

import io.modelmon.agent.value.RowPlan;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.capture.CallGate;
import io.modelmon.capture.CaptureBuffer;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one woven method fills the ring of one target.
 *
 * <p><b>Threads:</b> immutable.
 */
final class SitePlan {

  final Target target;
  final SiteVariant variant;

  /** The ring, or null where the target's schema is not known yet. */
  final @Nullable CaptureBuffer buffer;

  /** Which calls are left out. */
  final CallGate gate;

  final NamedModel model;
  final RowPlan[] inputs;

  /** The only input, where one value holds all features, and the way to it if there is any. */
  final @Nullable RowPlan row;

  final @Nullable ValuePath rowPath;

  /** How many numbers in a row are the first columns and leave only outputs, or -1. */
  final int leadingNumbers;

  /** The column of an output that is one number and nothing else, or -1. */
  final int numberColumn;

  final int[] scalarColumns;
  final Outputs outputs;

  /** What a running call keeps of this plan. */
  final WeakReference<SitePlan> self = new WeakReference<>(this);

  /** Creates a plan that has still to be made. */
  SitePlan(Target target, SiteVariant variant) {
    this(target, variant, null, List.of(), Outputs.NONE);
  }

  SitePlan(
      Target target,
      SiteVariant variant,
      @Nullable CaptureBuffer buffer,
      List<RowPlan> inputs,
      Outputs outputs) {
    this.target = target;
    this.variant = variant;
    this.buffer = buffer;
    this.gate = target.capture().gate();
    this.inputs = inputs.toArray(new RowPlan[0]);
    this.scalarColumns = new int[this.inputs.length];
    for (int i = 0; i < scalarColumns.length; i++) {
      scalarColumns[i] = this.inputs[i].scalarColumn();
    }
    this.outputs = outputs;
    this.model = target.model();
    boolean isRow = variant.inputs().isRow() && this.inputs.length == 1;
    this.row = isRow ? this.inputs[0] : null;
    this.rowPath = isRow && !variant.inputs().all().get(0).isDirect() ? variant.rowPath() : null;
    this.leadingNumbers = row == null ? -1 : row.leadingColumns();
    this.numberColumn = outputs.numberColumn();
  }
}
