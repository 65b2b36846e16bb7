package io.modelmon.agent.extract;

import io.modelmon.agent.value.Positions;
import io.modelmon.agent.value.RowPlan;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies the inputs of a call into its slots.
 *
 * <p><b>Cost:</b> see {@link RowPlan}; none beyond it. <b>Threads:</b> stateless.
 */
final class InputCopy {

  private InputCopy() {}

  /** Sets how many rows the value that holds all features is, and copies nothing. */
  static void countRows(Call call, @Nullable Object value) {
    Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    int rows = plain == null ? -1 : Positions.batchRows(plain);
    call.batch = rows >= 0;
    call.rows = call.batch ? rows : 1;
  }

  /** Claims slots for the value that holds all features, and copies it. */
  static void row(Call call, SitePlan plan, @Nullable Object value) throws Throwable {
    Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    int rows = plain == null ? -1 : Positions.batchRows(plain);
    if (rows < 0) {
      single(call, plan, plain);
    } else if (plain != null) {
      call.batch = true;
      call.rows = rows;
      CaptureBuffer buffer = plan.buffer;
      if (buffer != null && call.claim(buffer)) {
        batch(call, plan, buffer, plain);
      }
    }
  }

  /**
   * Claims slots for values that make a row together, and copies them. A projected value has one
   * element per row; the longest decides how many rows there are.
   *
   * @param values the values in the order of the plan's inputs
   */
  static void parts(Call call, SitePlan plan, @Nullable Object[] values, boolean[] projected) {
    countParts(call, values, projected);
    CaptureBuffer buffer = plan.buffer;
    if (buffer == null || !call.claim(buffer)) {
      return;
    }
    int held = buffer.capturedRows(call.lead);
    int slot = call.lead;
    for (int row = 0; row < held; row++) {
      int source = buffer.sourceRow(call.lead, row);
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        if (projected[i] && value instanceof List<?> list) {
          value = source < list.size() ? list.get(source) : null;
        }
        part(plan.inputs[i], buffer, slot, value);
      }
      slot = buffer.next(slot);
    }
  }

  /** Sets how many rows values are that make a row together, and copies nothing. */
  static void countParts(Call call, @Nullable Object[] values, boolean[] projected) {
    int rows = -1;
    for (int i = 0; i < values.length; i++) {
      if (projected[i] && values[i] instanceof List<?> list) {
        rows = Math.max(rows, list.size());
      }
    }
    call.batch = rows >= 0;
    call.rows = call.batch ? rows : 1;
  }

  /** Copies one of several values that make a row together. */
  static void part(RowPlan input, CaptureBuffer buffer, int slot, @Nullable Object value) {
    if (value == null) {
      return;
    }
    try {
      Object plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
      if (plain != null && !input.write(plain, buffer, slot)) {
        input.invalidate(buffer, slot);
      }
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      input.invalidate(buffer, slot);
    }
  }

  private static void single(Call call, SitePlan plan, @Nullable Object value) throws Throwable {
    CaptureBuffer buffer = plan.buffer;
    RowPlan row = plan.row;
    if (buffer != null && row != null) {
      single(call, row, buffer, value);
    }
  }

  /** Claims a slot for a value that is one row, and copies it. */
  static void single(Call call, RowPlan row, CaptureBuffer buffer, @Nullable Object value)
      throws Throwable {
    if (call.claim(buffer) && value != null && !row.write(value, buffer, call.lead)) {
      CallNotes.unfit(call, buffer, value);
      call.drop(CallOutcome.DROPPED_SCHEMA);
    }
  }

  private static void batch(Call call, SitePlan plan, CaptureBuffer buffer, Object value)
      throws Throwable {
    int held = buffer.capturedRows(call.lead);
    int slot = call.lead;
    Iterator<?> sequence = Positions.sequence(value);
    int position = 0;
    for (int row = 0; row < held; row++) {
      int source = buffer.sourceRow(call.lead, row);
      Object element = null;
      if (sequence == null) {
        element = Positions.element(value, source);
      } else {
        for (; position <= source; position++) {
          element = sequence.next();
        }
      }
      if (element != null && !plan.inputs[0].write(element, buffer, slot)) {
        CallNotes.unfit(call, buffer, element);
        call.drop(CallOutcome.DROPPED_SCHEMA);
        return;
      }
      slot = buffer.next(slot);
    }
  }
}
