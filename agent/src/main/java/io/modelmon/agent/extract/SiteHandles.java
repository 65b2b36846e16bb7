package io.modelmon.agent.extract;

import io.modelmon.agent.value.MemberAccess;
import io.modelmon.agent.value.RowPlan;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.config.Expression;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of one woven method, as method handles for its call sites.
 *
 * <p>Whatever fails inside, nothing is thrown into the application, and every outermost call has
 * one outcome. Numbers in arrays and in primitive parameters are copied without allocation, once
 * the model's ring is open.
 *
 * <p><b>Threads:</b> safe.
 */
public final class SiteHandles {

  /** The ticket of a call that is nested or not watched. */
  static final long IGNORED = 0;

  /** The ticket of a call whose enter failed before the guard could take it. */
  static final long FAILED = -1;

  static {
    // Resolves what the catch blocks below refer to, which can itself overflow a stack that is
    // full.
    Object overflow = new StackOverflowError();
    if (overflow instanceof StackOverflowError) {
      CallGuard.overflows++;
    }
    // What a call meets first whose enter failed, most likely where the stack is full.
    boolean unused = CallSampling.end(FAILED, null, null);
  }

  private final WatchedModel model;
  private final SiteShape shape;
  private final SiteVariant[] variants;
  private final @Nullable ValuePath namePath;
  private final @Nullable ValuePath versionPath;

  /** The plan of a site with one target, once it is made; racy, as any thread would find it. */
  private @Nullable SitePlan steady;

  private final SteadyEnds ends = new SteadyEnds(this);

  SiteHandles(
      WatchedModel model, SiteShape shape, List<SiteVariant> variants, MemberAccess access) {
    this.model = model;
    this.shape = shape;
    this.variants = variants.toArray(new SiteVariant[0]);
    Expression name = variants.get(0).config().name().from();
    Expression version = variants.get(0).config().version().from();
    this.namePath = name == null ? null : new ValuePath(name, access);
    this.versionPath = version == null ? null : new ValuePath(version, access);
  }

  /**
   * Returns the handle of the enter call site.
   *
   * @param type {@code ([Object this], enter arguments…) → long}, as the {@link SiteShape} says
   * @throws IllegalArgumentException when the type does not fit the shape
   */
  public MethodHandle enter(MethodType type) {
    int expected = shape.enterArguments().length + (shape.enterThis() ? 1 : 0);
    if (type.parameterCount() != expected || type.returnType() != long.class) {
      throw new IllegalArgumentException(
          "enter must take " + expected + " value(s) and return long, but is " + type);
    }
    MethodHandle enter = new EnterHandles(this, shape).of(type);
    KeyPlan keys = variants[0].keys();
    return keys == null ? enter : new KeyHandles(keys, shape).enter(enter);
  }

  /**
   * Returns the handle of the exit call site.
   *
   * @param type {@code (long, [Object this], exit arguments…, [returned value], Object) → void}
   * @throws IllegalArgumentException when the type does not fit the shape
   */
  public MethodHandle exit(MethodType type) {
    int values = shape.exitArguments().length + (shape.exitThis() ? 1 : 0);
    int expected = values + (shape.exitReturn() ? 1 : 0) + 2;
    if (type.parameterCount() != expected
        || type.parameterType(0) != long.class
        || type.returnType() != void.class) {
      throw new IllegalArgumentException(
          "exit must take a long, "
              + (expected - 2)
              + " value(s) and a throwable and return nothing, but is "
              + type);
    }
    MethodHandle exit = new ExitHandles(this, shape).of(type);
    KeyPlan keys = variants[0].keys();
    return keys == null ? exit : new KeyHandles(keys, shape).exit(exit);
  }

  /** Returns where the ends change once the plan is steady. */
  SteadyEnds ends() {
    return ends;
  }

  SiteVariant[] variants() {
    return variants;
  }

  @Nullable Expression nameRoot() {
    return namePath == null ? null : namePath.expression();
  }

  @Nullable Expression versionRoot() {
    return versionPath == null ? null : versionPath.expression();
  }

  // Enter

  /** Begins a call: returns null when it is nested or not watched. */
  @Nullable Call begin(@Nullable Object nameRoot, @Nullable Object versionRoot) throws Throwable {
    Target target = model.only();
    if (target == null) {
      Object name = namePath == null ? null : namePath.readOrUnreadable(nameRoot);
      Object version = versionPath == null ? null : versionPath.readOrUnreadable(versionRoot);
      target = model.resolve(name, version);
      if (target == null) {
        return null;
      }
    }
    return CallGuard.enter(variants[target.variant()].plan(target));
  }

  /** Enters a call whose features are all in one object. */
  long enterRow(@Nullable Object nameRoot, @Nullable Object versionRoot, @Nullable Object root) {
    SitePlan plan = steady;
    CaptureBuffer ring = plan == null ? null : plan.buffer;
    RowPlan row = plan == null ? null : plan.row;
    if (plan == null || ring == null || row == null) {
      return enterFirstRow(nameRoot, versionRoot, root);
    }
    Call call = null;
    try {
      call = CallGuard.enter(plan);
      if (call == null) {
        return IGNORED;
      }
      ValuePath path = plan.rowPath;
      Object value = path == null ? root : path.read(root);
      if (!plan.gate.isOpen()) {
        return CallSampling.enterRow(call, plan, ring, value);
      }
      if (value instanceof double[] numbers && numbers.length == plan.leadingNumbers) {
        call.claimRow(ring, numbers);
      } else {
        InputCopy.row(call, plan, value);
      }
      return call.started(ring);
    } catch (Throwable e) {
      if (e instanceof StackOverflowError) {
        CallGuard.overflows++;
      }
      return failed(e, call);
    }
  }

  /** Enters a call by the long way: one of the first, or one whose model is read from it. */
  private long enterFirstRow(
      @Nullable Object nameRoot, @Nullable Object versionRoot, @Nullable Object root) {
    Call call = null;
    try {
      call = begin(nameRoot, versionRoot);
      if (call == null) {
        return IGNORED;
      }
      SitePlan plan = call.plan();
      if (plan != null && plan.buffer != null) {
        if (model.only() != null && steady != plan) {
          steady = plan;
          ends.settle(plan);
        }
        Object value = plan.variant.rowPath().read(root);
        if (!plan.gate.isOpen()) {
          return CallSampling.enterRow(call, plan, plan.buffer, value);
        }
        InputCopy.row(call, plan, value);
      } else {
        @Nullable Object[] handedOver = new Object[shape.enterArguments().length + 1];
        handedOver[variants[0].inputs().all().get(0).root()] = root;
        open(call, plan, handedOver);
      }
      return call.started();
    } catch (Throwable e) {
      if (e instanceof StackOverflowError) {
        CallGuard.overflows++;
      }
      return failed(e, call);
    }
  }

  /** Enters a call in the general form: everything that is handed over, boxed. */
  long enterAll(@Nullable Object[] handedOver) {
    Call call = null;
    try {
      call = begin(rootOf(namePath, handedOver), rootOf(versionPath, handedOver));
      return call == null ? IGNORED : copyAll(call, handedOver);
    } catch (Throwable e) {
      if (e instanceof StackOverflowError) {
        CallGuard.overflows++;
      }
      return failed(e, call);
    }
  }

  /** Copies the inputs of a call that has begun, in the general form. */
  long copyAll(Call call, @Nullable Object[] handedOver) {
    try {
      SitePlan plan = call.plan();
      if (plan != null && plan.buffer != null) {
        if (!plan.gate.isOpen()) {
          return CallSampling.enterAll(call, plan, handedOver);
        }
        plan.variant.copy(call, plan, handedOver);
      } else {
        open(call, plan, handedOver);
      }
      return call.started();
    } catch (Throwable e) {
      if (e instanceof StackOverflowError) {
        CallGuard.overflows++;
      }
      return failed(e, call);
    }
  }

  /** Settles an enter that failed, so that the call is still counted when it ends. */
  static long failed(Throwable error, @Nullable Call call) {
    if (error instanceof StackOverflowError) {
      CallGuard.overflows++;
    }
    if (call == null) {
      return FAILED;
    }
    call.drop(CallOutcome.DROPPED_EXTRACTION);
    CallNotes.unreadable(call, error);
    return call.started();
  }

  private static void open(Call call, @Nullable SitePlan plan, @Nullable Object[] handedOver)
      throws Throwable {
    if (plan != null) {
      plan.variant.discovery().enter(call, plan, handedOver);
    }
  }

  private @Nullable Object rootOf(@Nullable ValuePath path, @Nullable Object[] handedOver) {
    return path == null ? null : handedOver[Inputs.enterPosition(shape, path.expression())];
  }

  // Exit

  /** Ends a call that returned one number and nothing else is read. */
  void exitNumber(long ticket, double returned, @Nullable Object error) {
    if (ticket == IGNORED) {
      if (error instanceof StackOverflowError) {
        CallGuard.overflows++;
      }
      return;
    }
    if ((int) ticket < 0 && CallSampling.end(ticket, null, error)) {
      return;
    }
    endNumber(ticket, System.nanoTime(), returned, error);
  }

  /** Ends a call that returned one number at a time that is known. */
  void endNumber(long ticket, long endNanos, double returned, @Nullable Object error) {
    try {
      Call call = ticket == FAILED ? null : CallGuard.find(ticket);
      if (call != null) {
        SitePlan plan = steady;
        CaptureBuffer ring = plan == null || !call.isUnder(plan) ? null : plan.buffer;
        if (ring != null && plan != null && error == null && call.isOneRowFor(plan)) {
          ring.number(call.lead, plan.numberColumn, returned);
          call.publish(ring, endNanos);
        } else {
          CallEnd.endNumber(call, endNanos, returned, error);
        }
        CallGuard.leave(ticket, call);
      } else {
        countFailed(ticket, error);
      }
    } catch (Throwable e) {
      // The guard settles the call when the next one begins.
      CallGuard.overflows++;
    }
  }

  /** Ends a call of which up to two objects are read. */
  void exitObjects(
      long ticket,
      @Nullable Object score,
      @Nullable Object label,
      @Nullable Object returned,
      @Nullable Object error) {
    if (ticket == IGNORED) {
      if (error instanceof StackOverflowError) {
        CallGuard.overflows++;
      }
      return;
    }
    if ((int) ticket < 0 && CallSampling.end(ticket, returned, error)) {
      return;
    }
    long endNanos = System.nanoTime();
    try {
      Call call = ticket == FAILED ? null : CallGuard.find(ticket);
      if (call != null) {
        CallEnd.end(call, endNanos, score, label, returned, error);
        CallGuard.leave(ticket, call);
      } else {
        countFailed(ticket, error);
      }
    } catch (Throwable e) {
      // The guard settles the call when the next one begins.
      CallGuard.overflows++;
    }
  }

  /** Ends a call in the general form: everything that is handed over, boxed, the error last. */
  void exitAll(long ticket, @Nullable Object[] handedOver) {
    int count = handedOver.length;
    Object error = handedOver[count - 1];
    Object returned = shape.exitReturn() ? handedOver[count - 2] : null;
    Object score = null;
    Object label = null;
    try {
      Call call = ticket == IGNORED || ticket == FAILED ? null : CallGuard.find(ticket);
      SitePlan plan = call == null ? null : call.plan();
      if (plan != null) {
        SiteVariant variant = plan.variant;
        score = variant.scoreRoot() < 0 ? null : handedOver[variant.scoreRoot()];
        label = variant.labelRoot() < 0 ? null : handedOver[variant.labelRoot()];
      }
    } catch (Throwable e) {
      // The guard settles the call when the next one begins.
      CallGuard.overflows++;
    }
    exitObjects(ticket, score, label, returned, error);
  }

  /** Counts a call whose enter failed, unless it is nested in one that is counted. */
  private void countFailed(long ticket, @Nullable Object error) throws Throwable {
    Target target = model.only();
    if (ticket == FAILED && target != null && !CallGuard.isInside(target.model())) {
      String errorType = error == null ? null : error.getClass().getName();
      target.capture().counters().count(CallOutcome.DROPPED_EXTRACTION, 1, -1, errorType);
    }
  }
}
