package io.modelmon.agent.extract;

import io.modelmon.agent.extract.Inputs.Input;
import io.modelmon.agent.value.Cells;
import io.modelmon.capture.CaptureBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The steps that copy values of which each is a column, bound together by {@link EnterHandles}.
 *
 * <p><b>Threads:</b> stateless.
 */
final class ColumnCopy {

  private ColumnCopy() {}

  static boolean isWatched(@Nullable Call call) {
    return call != null;
  }

  static boolean hasRing(Call call) {
    SitePlan plan = call.plan();
    return plan != null && plan.buffer != null;
  }

  static boolean isLeftOut(Call call) {
    SitePlan plan = call.plan();
    return plan != null && plan.buffer != null && CallSampling.leavesOut(call, plan.gate);
  }

  /** Starts a call that is left out: one row, as each value is a column. */
  static long leftOut(Call call) {
    SitePlan plan = call.plan();
    return plan == null ? call.started() : CallSampling.start(call, plan.gate);
  }

  static void claim(Call call) {
    SitePlan plan = call.plan();
    CaptureBuffer buffer = plan == null ? null : plan.buffer;
    if (buffer != null) {
      call.claim(buffer);
    }
  }

  static long started(Call call) {
    return call.started();
  }

  static void number(int index, Call call, double value) {
    SitePlan plan = call.plan();
    CaptureBuffer buffer = plan == null ? null : plan.buffer;
    if (plan != null && buffer != null && call.isCaptured()) {
      int column = plan.scalarColumns[index];
      if (column >= 0) {
        buffer.number(call.lead, column, value);
      }
    }
  }

  static void truth(int index, Call call, boolean value) {
    SitePlan plan = call.plan();
    CaptureBuffer buffer = plan == null ? null : plan.buffer;
    if (plan != null && buffer != null && call.isCaptured()) {
      int column = plan.scalarColumns[index];
      if (column >= 0) {
        Cells.truth(buffer, call.lead, column, value);
      }
    }
  }

  static void character(int index, Call call, char value) {
    SitePlan plan = call.plan();
    CaptureBuffer buffer = plan == null ? null : plan.buffer;
    if (plan != null && buffer != null && call.isCaptured()) {
      int column = plan.scalarColumns[index];
      if (column >= 0) {
        Cells.character(buffer, call.lead, column, value);
      }
    }
  }

  static void value(Input input, int index, Call call, @Nullable Object root) {
    SitePlan plan = call.plan();
    CaptureBuffer buffer = plan == null ? null : plan.buffer;
    if (plan != null && buffer != null && call.isCaptured()) {
      Object value = input.path().readOrUnreadable(root);
      InputCopy.part(plan.inputs[index], buffer, call.lead, value);
    }
  }
}
