package io.modelmon.agent.instrument;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/** One end of a woven method. Does nothing until it is given something to do. */
final class LinkedSite extends MutableCallSite {

  private final boolean enter;

  LinkedSite(MethodType type, boolean enter) {
    super(idle(type));
    this.enter = enter;
  }

  /** Returns a handle that ignores its arguments and returns 0, or nothing. */
  static MethodHandle idle(MethodType type) {
    return MethodHandles.empty(type);
  }

  boolean isEnter() {
    return enter;
  }

  /** Runs the end from now on. */
  void activate(SiteEnds ends) {
    change((enter ? ends.enter() : ends.exit()).asType(type()));
  }

  /** Does nothing from now on. */
  void deactivate() {
    change(idle(type()));
  }

  private void change(MethodHandle target) {
    setTarget(target);
    syncAll(new MutableCallSite[] {this});
  }
}
