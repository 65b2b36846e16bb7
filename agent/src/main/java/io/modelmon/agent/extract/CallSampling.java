package io.modelmon.agent.extract;

import io.modelmon.capture.CallGate;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call whose payload is left out: decided when it has begun, counted when it ends,
 * with its rows, its error and, unless that is left out too, its duration.
 *
 * <p><b>Cost:</b> a multiplication and a comparison to decide; nothing where the gate is open.
 * <b>Threads:</b> stateless.
 */
final class CallSampling {

  private CallSampling() {}

  /** Decides about a call that has begun; its outcome is settled when it is left out. */
  static boolean leavesOut(Call call, CallGate gate) {
    CallOutcome outcome = gate.isOpen() ? null : gate.leftOut(call.draw());
    if (outcome == null) {
      return false;
    }
    call.drop(outcome);
    return true;
  }

  /** Enters a call whose features are all in one object, where the gate is not open. */
  static long enterRow(Call call, SitePlan plan, CaptureBuffer ring, @Nullable Object value)
      throws Throwable {
    CallGate gate = plan.gate;
    if (leavesOut(call, gate)) {
      if (!(value instanceof double[] numbers && numbers.length == plan.leadingNumbers)) {
        InputCopy.countRows(call, value);
      }
      return start(call, gate);
    }
    long begunNanos = call.isMeasured() ? System.nanoTime() : 0;
    if (value instanceof double[] numbers && numbers.length == plan.leadingNumbers) {
      call.claimRow(ring, numbers);
    } else {
      InputCopy.row(call, plan, value);
    }
    return started(call, gate, begunNanos);
  }

  /** Enters a call in the general form, where the gate is not open. */
  static long enterAll(Call call, SitePlan plan, @Nullable Object[] handedOver) throws Throwable {
    CallGate gate = plan.gate;
    if (leavesOut(call, gate)) {
      plan.variant.countRows(call, handedOver);
      return start(call, gate);
    }
    long begunNanos = call.isMeasured() ? System.nanoTime() : 0;
    plan.variant.copy(call, plan, handedOver);
    return started(call, gate, begunNanos);
  }

  private static long started(Call call, CallGate gate, long begunNanos) {
    long ticket = call.started();
    if (begunNanos != 0) {
      gate.copied(call.startNanos() - begunNanos);
    }
    return ticket;
  }

  /** Starts the clock of a call that is left out, if it is timed, and returns its ticket. */
  static long start(Call call, CallGate gate) {
    if (gate.isAllTimed() || gate.isTimed(call.draw())) {
      long unused = call.started(null);
    }
    return call.ticketLeftOut();
  }

  /**
   * Ends a call if it was left out and returned no stage that is still to complete.
   *
   * @return whether nothing is left to do
   */
  static boolean end(long ticket, @Nullable Object returned, @Nullable Object error) {
    if (ticket == SiteHandles.FAILED || (error == null && returned instanceof CompletionStage)) {
      return false;
    }
    try {
      Call call = CallGuard.find(ticket);
      if (call != null) {
        call.completeLeftOut(error == null ? null : error.getClass().getName());
        CallGuard.leave(ticket, call);
      }
    } catch (Throwable e) {
      // The guard settles the call when the next one begins.
      CallGuard.overflows++;
    }
    return true;
  }
}
