package io.modelmon.agent.extract;

import io.modelmon.capture.CallOutcome;
import io.modelmon.config.Expression;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call when the stage it returned completes: once, whether normally, with an error or
 * cancelled. A stage that is dropped without ever completing is noticed after the garbage collector
 * took it, when the next asynchronous call comes by.
 *
 * <p><b>Threads:</b> runs on the thread that completes the stage.
 */
final class AsyncEnd implements BiConsumer<Object, Throwable> {

  private static final ReferenceQueue<AsyncEnd> LOST = new ReferenceQueue<>();
  private static final Set<Pending> PENDING = ConcurrentHashMap.newKeySet();

  private final Call call;
  private final @Nullable SitePlan plan;
  private final @Nullable Object score;
  private final @Nullable Object label;
  private final Pending pending;

  private AsyncEnd(
      Call call, @Nullable SitePlan plan, @Nullable Object score, @Nullable Object label) {
    this.call = call;
    this.plan = plan;
    this.score = score;
    this.label = label;
    this.pending = new Pending(this, call);
  }

  /** Leaves the end of a call to a stage. */
  static void attach(
      Call call, CompletionStage<?> stage, @Nullable Object score, @Nullable Object label) {
    AsyncEnd end;
    try {
      endLost();
      end = new AsyncEnd(call.detached(), call.plan(), score, label);
      PENDING.add(end.pending);
    } catch (Throwable e) {
      call.drop(CallOutcome.DROPPED_EXTRACTION);
      call.complete(System.nanoTime(), null);
      return;
    }
    call.handOver();
    try {
      stage.whenComplete(end);
    } catch (Throwable e) {
      end.fail();
    }
  }

  @Override
  public void accept(@Nullable Object value, @Nullable Throwable error) {
    try {
      if (!pending.end()) {
        return;
      }
      long endNanos = System.nanoTime();
      Throwable cause =
          error instanceof CompletionException && error.getCause() != null
              ? error.getCause()
              : error;
      KeyPlan keys = plan == null ? null : plan.variant.keys();
      if (keys != null && error == null) {
        keys.completedId(call, value);
      }
      OutputColumns outputs = plan == null ? null : plan.variant.outputs();
      CallEnd.finish(
          call,
          endNanos,
          outputs != null && isReturn(outputs.score()) ? value : score,
          outputs != null && isReturn(outputs.label()) ? value : label,
          cause);
    } catch (Throwable e) {
      // Nothing of ours may reach the thread that completes the stage.
    }
  }

  private void fail() {
    if (pending.end()) {
      call.drop(CallOutcome.DROPPED_EXTRACTION);
      call.complete(System.nanoTime(), null);
    }
  }

  private static boolean isReturn(@Nullable Expression expression) {
    return expression != null && expression.root() == Expression.Root.RETURN;
  }

  private static void endLost() {
    for (Object lost = LOST.poll(); lost != null; lost = LOST.poll()) {
      ((Pending) lost).lost();
    }
  }

  /** A call whose stage has not completed. Holds nothing of the application. */
  private static final class Pending extends PhantomReference<AsyncEnd> {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Call remains;

    Pending(AsyncEnd end, Call call) {
      super(end, LOST);
      remains = call.remains();
    }

    /** Returns whether the caller is the one to end the call. */
    boolean end() {
      return ended.compareAndSet(false, true) && PENDING.remove(this);
    }

    void lost() {
      if (end()) {
        remains.drop(CallOutcome.DROPPED_EXTRACTION);
        // It took until now to notice, which is no duration; and nothing was predicted.
        remains.complete(0, PlatformThreadCalls.LOST_EXIT);
      }
    }
  }
}
