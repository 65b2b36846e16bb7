package io.modelmon.agent.extract;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks on the current thread's stack for woven methods of a model.
 *
 * <p><b>Cost:</b> linear in the depth of the stack; for rare checks.
 */
final class WatchedFrames implements Function<Stream<StackFrame>, Boolean> {

  private final WatchedModel model;

  private WatchedFrames(WatchedModel model) {
    this.model = model;
  }

  /** Returns whether at least two woven methods of a model are on the stack. */
  static boolean atLeastTwo(WatchedModel model) {
    // With the option, because newer JVMs tell a frame's descriptor only then.
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(new WatchedFrames(model));
  }

  /**
   * Walks once for nothing. The first walk of a JVM loads and initialises classes, ours and the
   * JDK's; where the stack is about to end, that would leave the JDK's own unusable for good, and
   * would make the JVM complain about class transformers that have no stack to run on.
   */
  static void rehearse() {
    StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(new Rehearsal());
  }

  private static final class Rehearsal implements Function<Stream<StackFrame>, Integer> {
    @Override
    public Integer apply(Stream<StackFrame> frames) {
      int length = 0;
      Iterator<StackFrame> iterator = frames.iterator();
      while (iterator.hasNext()) {
        StackFrame frame = iterator.next();
        length += frame.getClassName().length() + frame.getMethodName().length();
        length += frame.getDescriptor().length();
      }
      return length;
    }
  }

  @Override
  public Boolean apply(Stream<StackFrame> frames) {
    int found = 0;
    Iterator<StackFrame> iterator = frames.iterator();
    while (iterator.hasNext()) {
      if (model.isWatched(iterator.next()) && ++found == 2) {
        return true;
      }
    }
    return false;
  }
}
