package io.modelmon.agent.extract;

import io.modelmon.agent.extract.Inputs.Input;
import io.modelmon.agent.value.Cells;
import io.modelmon.capture.CallOutcome;
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

  static boolean hasPlan(Call call) {
    return call.plan != null;
  }

  static void claim(Call call) {
    SitePlan plan = call.plan;
    if (plan != null) {
      call.claim(plan.buffer);
    }
  }

  static long started(Call call) {
    return call.started();
  }

  static void number(int index, Call call, double value) {
    SitePlan plan = call.plan;
    int column = column(plan, index, call);
    CaptureBuffer buffer = call.buffer;
    if (column >= 0 && buffer != null) {
      buffer.number(call.lead, column, value);
    }
  }

  static void truth(int index, Call call, boolean value) {
    SitePlan plan = call.plan;
    int column = column(plan, index, call);
    CaptureBuffer buffer = call.buffer;
    if (column >= 0 && buffer != null) {
      Cells.truth(buffer, call.lead, column, value);
    }
  }

  static void character(int index, Call call, char value) {
    SitePlan plan = call.plan;
    int column = column(plan, index, call);
    CaptureBuffer buffer = call.buffer;
    if (column >= 0 && buffer != null) {
      Cells.character(buffer, call.lead, column, value);
    }
  }

  static void value(Input input, int index, Call call, @Nullable Object root) {
    SitePlan plan = call.plan;
    if (plan != null && call.outcome == CallOutcome.CAPTURED) {
      InputCopy.part(plan, index, call.lead, input.path().readOrUnreadable(root));
    }
  }

  private static int column(@Nullable SitePlan plan, int index, Call call) {
    return plan == null || call.outcome != CallOutcome.CAPTURED ? -1 : plan.scalarColumns[index];
  }
}
