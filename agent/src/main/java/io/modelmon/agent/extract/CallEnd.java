package io.modelmon.agent.extract;

import io.modelmon.capture.CallOutcome;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call: reads its outputs and gives it its one outcome.
 *
 * <p><b>Threads:</b> stateless.
 */
final class CallEnd {

  private CallEnd() {}

  /**
   * Ends a call, or leaves that to the returned stage.
   *
   * @param score the object the score's path starts at
   * @param label the object the label's path starts at
   * @param error what the call threw, or null
   */
  static void end(
      Call call,
      long endNanos,
      @Nullable Object score,
      @Nullable Object label,
      @Nullable Object returned,
      @Nullable Object error) {
    if (error == null && returned instanceof CompletionStage<?> stage) {
      AsyncEnd.attach(call, stage, score, label);
    } else {
      finish(call, endNanos, score, label, error);
    }
  }

  /** Ends a call that returned one number. */
  static void endNumber(Call call, long endNanos, double returned, @Nullable Object error) {
    SitePlan plan = call.plan;
    if (plan == null || error != null) {
      finish(call, endNanos, error == null ? (Object) returned : null, null, error);
      return;
    }
    if (call.outcome == CallOutcome.CAPTURED) {
      plan.outputs.writeNumber(call, returned);
    }
    call.complete(endNanos, null);
  }

  /** Ends a call at once. */
  static void finish(
      Call call,
      long endNanos,
      @Nullable Object score,
      @Nullable Object label,
      @Nullable Object error) {
    try {
      FirstCall first = call.first;
      SiteVariant variant = call.variant;
      Target target = call.target;
      if (first != null && variant != null && target != null) {
        Object value = error == null ? variant.score(score) : null;
        variant.discovery().exit(call, target, first, value);
      }
      SitePlan plan = call.plan;
      if (error == null && plan != null && call.outcome == CallOutcome.CAPTURED) {
        plan.outputs.write(call, score, label);
      }
    } catch (Throwable e) {
      call.drop(CallOutcome.DROPPED_EXTRACTION);
    }
    call.complete(endNanos, error == null ? null : error.getClass().getName());
  }
}
