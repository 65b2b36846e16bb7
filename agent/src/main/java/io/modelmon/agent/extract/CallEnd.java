package io.modelmon.agent.extract;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
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
    SitePlan plan = call.plan();
    CaptureBuffer buffer = plan == null || call.first != null ? null : plan.buffer;
    if (plan == null || buffer == null || error != null) {
      finish(call, endNanos, error == null ? (Object) returned : null, null, error);
      return;
    }
    if (call.isCaptured()) {
      plan.outputs.writeNumber(call, buffer, returned);
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
      SitePlan plan = call.plan();
      if (first != null && plan != null) {
        SiteVariant variant = plan.variant;
        Object value = error == null ? variant.score(score) : null;
        variant.discovery().exit(call, plan.target, first, value, error == null);
        plan = call.plan();
      }
      CaptureBuffer buffer = plan == null ? null : plan.buffer;
      if (error == null && plan != null && buffer != null && call.isCaptured()) {
        plan.outputs.write(call, buffer, score, label);
      }
    } catch (Throwable e) {
      call.drop(CallOutcome.DROPPED_EXTRACTION);
    }
    call.complete(endNanos, error == null ? null : error.getClass().getName());
  }
}
