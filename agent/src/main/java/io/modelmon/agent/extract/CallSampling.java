package io.modelmon.agent.extract;

import io.modelmon.capture.CallGate;
import io.modelmon.capture.CallOutcome;
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
