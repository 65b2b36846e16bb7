package io.modelmon.agent.extract;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The running outermost calls of one platform thread, innermost last.
 *
 * <p><b>Threads:</b> confined to its thread.
 */
final class PlatformThreadCalls {

  /** The error type of a call whose exit was lost. */
  static final String LOST_EXIT = "java.lang.StackOverflowError";

  /** What tells that the thread is dead; only kept alive here. */
  @Nullable Reference<Thread> owner;

  private final Call outermost;
  private Call[] calls;
  private int depth;

  PlatformThreadCalls() {
    outermost = CallTable.add(this, 0);
    calls = new Call[] {outermost, CallTable.add(this, 1)};
  }

  /** Returns the entry of calls that are not inside another. */
  Call outermost() {
    return outermost;
  }

  @Nullable Call enter(SitePlan plan) {
    if (isEmpty()) {
      Call call = outermost;
      call.begin(plan);
      depth = 1;
      return call;
    }
    return enterInner(plan);
  }

  /**
   * Returns whether no call is running. What {@link SteadyRow} runs in the outermost entry is not
   * seen in the depth; from here on it is, and ends the long way.
   */
  private boolean isEmpty() {
    if (depth == 0 && outermost.isActive()) {
      depth = 1;
    }
    return depth == 0;
  }

  private @Nullable Call enterInner(SitePlan plan) {
    NamedModel model = plan.model;
    for (int i = depth - 1; i >= 0; i--) {
      if (calls[i].isOf(model)) {
        if (calls[i].isStillRunning()) {
          return null;
        }
        endFrom(i);
        break;
      }
    }
    if (depth == calls.length) {
      grow();
    }
    Call call = calls[depth];
    call.begin(plan);
    depth++;
    return call;
  }

  /** Ends the use of the call at a depth, and calls inside it that lost their exit. */
  void leave(int index) {
    if (depth != index + 1) {
      endFrom(index + 1);
    }
    calls[index].rest();
    depth = index;
  }

  boolean isInside(NamedModel model) {
    for (int i = 0; !isEmpty() && i < depth; i++) {
      if (calls[i].isOf(model)) {
        return true;
      }
    }
    return false;
  }

  /** Ends the calls of a thread that died without their exits. */
  void endAll() {
    if (!isEmpty()) {
      endFrom(0);
    }
  }

  /** Ends calls that are no longer on the stack. */
  private void endFrom(int index) {
    while (depth > index) {
      Call lost = calls[depth - 1];
      lost.complete(System.nanoTime(), LOST_EXIT);
      lost.rest();
      depth--;
    }
  }

  private void grow() {
    Call[] larger = Arrays.copyOf(calls, calls.length * 2);
    for (int i = calls.length; i < larger.length; i++) {
      larger[i] = CallTable.add(this, i);
    }
    calls = larger;
  }
}
