package io.modelmon.agent.extract;

import io.modelmon.agent.value.Ids;
import io.modelmon.agent.value.MemberAccess;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.capture.LabelCapture;
import io.modelmon.capture.LabelFrame;
import io.modelmon.capture.SlotKeys;
import io.modelmon.config.Expression;
import io.modelmon.config.LabelRule;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of a label method do. There is no guard: every call that returns is a label.
 *
 * <p>What can be read before the method runs is copied into a claimed slot when it is entered,
 * since the method may change its arguments; the slot is handed over when it has returned, and
 * given back when it threw. Nothing is ever thrown into the application.
 *
 * <p><b>Cost:</b> no allocation for whole numbers, texts and truth values. <b>Threads:</b> safe.
 */
public final class LabelSite {

  private static final long NONE = 0;

  private final LabelCapture capture;
  private final LabelFrame frame;
  private final LabelRule rule;
  private final SiteShape shape;
  private final @Nullable ValuePath idPath;
  private final ValuePath labelPath;
  private final TraceIds traceIds;

  LabelSite(
      LabelCapture capture,
      LabelFrame frame,
      LabelRule rule,
      SiteShape shape,
      MemberAccess access,
      @Nullable ClassLoader loader) {
    this.capture = capture;
    this.frame = frame;
    this.rule = rule;
    this.shape = shape;
    Expression id = rule.id().expression();
    this.idPath = id == null ? null : new ValuePath(id, access);
    this.labelPath = new ValuePath(rule.label(), access);
    this.traceIds = new TraceIds(id == null ? loader : null);
  }

  LabelRule rule() {
    return rule;
  }

  SiteShape shape() {
    return shape;
  }

  /** Claims a slot; 0 when there is none. */
  long claim() {
    try {
      long ticket = capture.claim(System.nanoTime(), frame);
      if (ticket != NONE && rule.id().isTrace()) {
        try {
          Ids.id(capture.keys(ticket), LabelCapture.slot(ticket), traceIds.read());
        } catch (Throwable e) {
          capture.keys(ticket).unreadable(LabelCapture.slot(ticket));
        }
      }
      return ticket;
    } catch (Throwable e) {
      return NONE;
    }
  }

  void id(long ticket, @Nullable Object root) {
    if (ticket != NONE && idPath != null) {
      write(ticket, idPath, root, true);
    }
  }

  void idNumber(long ticket, long id) {
    if (ticket != NONE) {
      capture.keys(ticket).id(LabelCapture.slot(ticket), id);
    }
  }

  void label(long ticket, @Nullable Object root) {
    if (ticket != NONE) {
      write(ticket, labelPath, root, false);
    }
  }

  void labelNumber(long ticket, double label) {
    if (ticket != NONE) {
      capture.keys(ticket).label(LabelCapture.slot(ticket), label);
    }
  }

  void labelWhole(long ticket, long label) {
    if (ticket != NONE) {
      Ids.label(capture.keys(ticket), LabelCapture.slot(ticket), label);
    }
  }

  void labelTruth(long ticket, boolean label) {
    if (ticket != NONE) {
      capture.keys(ticket).label(LabelCapture.slot(ticket), label ? "true" : "false");
    }
  }

  /** Ends a call: with what it returned, or what it threw. */
  void end(long ticket, @Nullable Object returned, @Nullable Object error) {
    if (ticket == NONE) {
      return;
    }
    try {
      if (error == null && rule.id().isReturned()) {
        id(ticket, returned);
      }
      if (error == null && rule.label().root() == Expression.Root.RETURN) {
        label(ticket, returned);
      }
    } finally {
      settle(ticket, error == null);
    }
  }

  private void settle(long ticket, boolean returned) {
    try {
      capture.end(ticket, returned);
    } catch (RuntimeException | StackOverflowError e) {
      // The monitor gives the slot back when it sees that the method is over.
    }
  }

  private void write(long ticket, ValuePath path, @Nullable Object root, boolean id) {
    SlotKeys keys = capture.keys(ticket);
    int slot = LabelCapture.slot(ticket);
    try {
      Object value = path.readOrUnreadable(root);
      if (value == ValuePath.UNREADABLE) {
        keys.unreadable(slot);
      } else if (id) {
        Ids.id(keys, slot, value);
      } else {
        Ids.label(keys, slot, value);
      }
    } catch (Throwable e) {
      keys.unreadable(slot);
    }
  }
}
