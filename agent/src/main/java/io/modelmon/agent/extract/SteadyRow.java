package io.modelmon.agent.extract;

import io.modelmon.capture.CallGate;
import io.modelmon.capture.RowRing;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a woven method once there is nothing left to find out: one target, an array of
 * numbers in, one number out, its ring open. Whatever else a call turns out to be, it is passed on
 * to the site.
 *
 * <p>A record bound into the method handles of the site, so that all of this is constant in
 * compiled code; see {@link RowRing}.
 *
 * <p><b>Cost:</b> two clock reads, one compare-and-set, one copy; no allocation. <b>Threads:</b>
 * safe.
 *
 * @param gate which calls are left out
 * @param length the length of arrays that are copied here
 * @param outputColumn the column of the number that is returned
 */
record SteadyRow(
    SiteHandles site,
    WeakReference<SitePlan> plan,
    CallGate gate,
    RowRing ring,
    int length,
    int outputColumn) {

  /** Returns the ends under a plan, or null where the plan asks for more. */
  static @Nullable SteadyRow of(SiteHandles site, SitePlan plan) {
    boolean fits =
        plan.buffer != null
            && plan.row != null
            && plan.rowPath == null
            && plan.leadingNumbers >= 0
            && plan.numberColumn >= 0;
    return fits && plan.buffer != null
        ? new SteadyRow(
            site, plan.self, plan.gate, plan.buffer.rows(), plan.leadingNumbers, plan.numberColumn)
        : null;
  }

  /** Enters a call. */
  long enter(@Nullable Object root) {
    Call call = null;
    try {
      if (root instanceof double[] row && row.length == length) {
        Call free = CallTable.outermost(Thread.currentThread());
        if (free != null && free.isReadyFor(plan)) {
          free.beginSteady();
          call = free;
          return gate.isOpen() ? free.enterSteady(ring, row, length) : enterGated(free, row);
        }
      }
    } catch (Throwable e) {
      if (e instanceof StackOverflowError) {
        CallGuard.overflows++;
      }
      return SiteHandles.failed(e, call);
    }
    return enterElse(root);
  }

  /*
   * The next three are methods of their own because they are hardly ever called, which what they
   * call may well have been before: the compiler then leaves all of that out of the woven method,
   * which so stays small enough to be inlined into its callers.
   */

  private long enterElse(@Nullable Object root) {
    return site.enterRow(null, null, root);
  }

  private void exitElse(long ticket, double returned, @Nullable Object error) {
    site.exitNumber(ticket, returned, error);
  }

  private void endElse(long ticket, long endNanos, double returned, @Nullable Object error) {
    site.endNumber(ticket, endNanos, returned, error);
  }

  /** Ends a call that was left out, or one that is not watched. */
  private void exitLeftOut(long ticket, double returned, @Nullable Object error) {
    try {
      Call call = error == null ? CallTable.first(Call.position(ticket)) : null;
      if (call != null && call.exitLeftOut(ticket)) {
        return;
      }
    } catch (Throwable e) {
      // The guard settles the call when the next one begins.
      CallGuard.overflows++;
      return;
    }
    exitElse(ticket, returned, error);
  }

  /** Enters a call that may be left out. */
  private long enterGated(Call call, double[] row) {
    if (CallSampling.leavesOut(call, gate)) {
      return call.startLeftOut(gate.isAllTimed() || gate.isTimed(call.draw()));
    }
    long begunNanos = call.isMeasured() ? System.nanoTime() : 0;
    long ticket = call.enterSteady(ring, row, length);
    if (begunNanos != 0) {
      gate.copied(call.startNanos() - begunNanos);
    }
    return ticket;
  }

  /** Ends a call that returned a number. */
  void exit(long ticket, double returned, @Nullable Object error) {
    if ((int) ticket <= 0) {
      exitLeftOut(ticket, returned, error);
      return;
    }
    long endNanos = System.nanoTime();
    try {
      Call call = error == null ? CallTable.first((int) ticket - 1) : null;
      if (call != null && call.exitSteady(ring, ticket, outputColumn, returned, endNanos)) {
        return;
      }
    } catch (Throwable e) {
      // The guard settles the call when the next one begins.
      CallGuard.overflows++;
      return;
    }
    endElse(ticket, endNanos, returned, error);
  }
}
