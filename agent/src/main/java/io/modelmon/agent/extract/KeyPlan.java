package io.modelmon.agent.extract;

import io.modelmon.agent.value.Ids;
import io.modelmon.agent.value.MemberAccess;
import io.modelmon.agent.value.Positions;
import io.modelmon.agent.value.ValuePath;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.SlotKeys;
import io.modelmon.config.Expression;
import io.modelmon.config.IdSource;
import io.modelmon.config.LabelsConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How ids and segments of one woven method get into the slots of a call, beside its columns.
 *
 * <p>Whatever fails leaves the row without id or the call without segment, and nothing else.
 *
 * <p><b>Cost:</b> one look for the running call per value; no allocation for whole numbers and
 * texts. <b>Threads:</b> safe.
 */
final class KeyPlan {

  private final @Nullable IdSource source;
  private final @Nullable ValuePath idPath;
  private final List<ValuePath> segments = new ArrayList<>();
  private final TraceIds traceIds;

  /**
   * Creates a plan.
   *
   * @param source where ids come from, or null where there are segments only
   */
  KeyPlan(
      @Nullable IdSource source,
      LabelsConfig labels,
      MemberAccess access,
      @Nullable ClassLoader loader) {
    this.source = source;
    Expression id = source == null ? null : source.expression();
    this.idPath = id == null ? null : new ValuePath(id, access);
    for (Expression segment : labels.segments().values()) {
      segments.add(new ValuePath(segment, access));
    }
    this.traceIds = new TraceIds(source != null && id == null ? loader : null);
  }

  /** Returns where ids come from, or null where there are none. */
  @Nullable IdSource source() {
    return source;
  }

  List<ValuePath> segments() {
    return segments;
  }

  /** Writes the id of a call that has entered, read from an object that was handed over. */
  void enterId(long ticket, @Nullable Object root) {
    try {
      Call call = captured(ticket);
      if (call != null) {
        writeId(call, root);
        call.restart();
      }
    } catch (Throwable e) {
      noteOverflow(e);
    }
  }

  /** Writes the id of a call that has entered, handed over as a whole number. */
  void enterNumber(long ticket, long id) {
    try {
      Call call = captured(ticket);
      SlotKeys keys = call == null ? null : keys(call);
      if (call != null && keys != null && !call.batch) {
        keys.id(call.lead, id);
      }
    } catch (Throwable e) {
      noteOverflow(e);
    }
  }

  /** Writes the id of the trace in which a call has entered. */
  void enterTrace(long ticket) {
    try {
      Call call = captured(ticket);
      SlotKeys keys = call == null ? null : keys(call);
      if (call != null && keys != null && !call.batch) {
        Ids.id(keys, call.lead, traceIds.read());
        call.restart();
      }
    } catch (Throwable e) {
      noteOverflow(e);
    }
  }

  /** Writes a segment of a call that has entered. */
  void enterSegment(int segment, long ticket, @Nullable Object root) {
    try {
      Call call = captured(ticket);
      SlotKeys keys = call == null ? null : keys(call);
      if (call != null && keys != null) {
        ValuePath path = segments.get(segment);
        Object value = path.readOrUnreadable(root);
        if (value == ValuePath.UNREADABLE || (value != null && isList(value))) {
          CallNotes.key(call.target(), "the segment", path, value);
        } else {
          Ids.segment(keys, call.lead, segment, value);
        }
        call.restart();
      }
    } catch (Throwable e) {
      noteOverflow(e);
    }
  }

  /** Writes the id of a call that returns; that of a stage is written when it completes. */
  void exitId(long ticket, @Nullable Object returned, @Nullable Object error) {
    if (error != null || returned instanceof CompletionStage<?>) {
      return;
    }
    try {
      Call call = captured(ticket);
      if (call != null) {
        writeId(call, returned);
      }
    } catch (Throwable e) {
      noteOverflow(e);
    }
  }

  /** Writes the id of a call whose stage has completed normally. */
  void completedId(Call call, @Nullable Object value) {
    if (source != null && source.isReturned() && call.isCaptured()) {
      writeId(call, value);
    }
  }

  private static @Nullable Call captured(long ticket) {
    if (ticket == SiteHandles.IGNORED || ticket == SiteHandles.FAILED) {
      return null;
    }
    Call call = CallGuard.find(ticket);
    return call == null || !call.isCaptured() || call.lead < 0 ? null : call;
  }

  private static @Nullable SlotKeys keys(Call call) {
    CaptureBuffer ring = call.ring();
    return ring == null ? null : ring.keys();
  }

  private void writeId(Call call, @Nullable Object root) {
    CaptureBuffer ring = call.ring();
    SlotKeys keys = ring == null ? null : ring.keys();
    ValuePath path = idPath;
    Object value = path == null ? null : path.readOrUnreadable(root);
    if (ring == null || keys == null || path == null || value == null) {
      return;
    }
    if (value == ValuePath.UNREADABLE) {
      CallNotes.key(call.target(), "the id", path, value);
    } else if (!call.batch) {
      Ids.id(keys, call.lead, value);
      if (!keys.hasId(call.lead)) {
        CallNotes.key(call.target(), "the id", path, value);
      }
    } else if (isList(value) && Positions.length(value) == call.rows) {
      int slot = call.lead;
      int held = ring.capturedRows(call.lead);
      for (int row = 0; row < held; row++) {
        element(keys, slot, value, call.sourceRow(ring, row));
        slot = ring.next(slot);
      }
    } else {
      CallNotes.key(call.target(), "the id of a batch", path, value);
    }
  }

  private static boolean isList(Object value) {
    return value instanceof Object[]
        || value instanceof Collection<?>
        || Positions.isNumbers(value);
  }

  private static void element(SlotKeys keys, int slot, Object values, int index) {
    if (values instanceof long[] numbers) {
      keys.id(slot, numbers[index]);
    } else if (Positions.isNumbers(values)) {
      Ids.number(keys, slot, Positions.number(values, index));
    } else {
      Ids.id(keys, slot, Positions.element(values, index));
    }
  }

  private static void noteOverflow(Throwable error) {
    if (error instanceof StackOverflowError) {
      CallGuard.overflows++;
    }
  }
}
