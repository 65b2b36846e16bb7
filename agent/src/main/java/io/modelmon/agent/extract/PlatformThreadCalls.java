package io.modelmon.agent.extract;

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

  private Call[] calls = {new Call(0, this), new Call(1, this)};
  private int depth;

  @Nullable Call enter(SitePlan plan) {
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

  @Nullable Call find(long ticket) {
    int index = Call.position(ticket);
    if (index < 0 || index >= depth || !calls[index].has(ticket)) {
      return null;
    }
    if (index + 1 < depth) {
      endFrom(index + 1);
    }
    return calls[index];
  }

  void leave(int index) {
    calls[index].clear();
    depth = index;
  }

  boolean isInside(NamedModel model) {
    for (int i = 0; i < depth; i++) {
      if (calls[i].isOf(model)) {
        return true;
      }
    }
    return false;
  }

  /** Ends calls that are no longer on the stack. */
  private void endFrom(int index) {
    while (depth > index) {
      Call lost = calls[depth - 1];
      lost.complete(System.nanoTime(), LOST_EXIT);
      lost.clear();
      depth--;
    }
  }

  private void grow() {
    Call[] larger = Arrays.copyOf(calls, calls.length * 2);
    for (int i = calls.length; i < larger.length; i++) {
      larger[i] = new Call(i, this);
    }
    calls = larger;
  }
}
