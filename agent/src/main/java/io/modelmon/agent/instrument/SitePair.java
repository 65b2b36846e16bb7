package io.modelmon.agent.instrument;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of one site in one class, with all call sites that were ever linked to them: the JVM
 * may link an instruction in several threads at once, inside its own linking, and again after every
 * retransformation.
 *
 * <p>Both ends are made together, so a call that has entered can always leave. When a pair is
 * switched off only enter changes: exit must still close the calls that are under way, and has
 * nothing to do for later ones.
 *
 * <p><b>Threads:</b> safe; nothing foreign runs under the lock. Call sites are held weakly.
 */
final class SitePair {

  private final List<WeakReference<LinkedSite>> linked = new ArrayList<>();
  private final List<Thread> builders = new ArrayList<>();
  private @Nullable SiteEnds ends;
  private boolean failed;
  private boolean off;

  /**
   * Adds a call site and makes it work if the ends are there.
   *
   * @return whether the caller has to make the ends: nobody has, and this thread is not already at
   *     it further up its stack
   */
  synchronized boolean attach(LinkedSite site) {
    linked.removeIf(new IsGone());
    linked.add(new WeakReference<>(site));
    if (ends != null) {
      show(site, ends);
      return false;
    }
    if (failed || builders.contains(Thread.currentThread())) {
      return false;
    }
    builders.add(Thread.currentThread());
    return true;
  }

  /** Takes the ends; the first ones made are the ones that stay. */
  synchronized void complete(SiteEnds made) {
    builders.remove(Thread.currentThread());
    if (ends == null && !failed) {
      ends = made;
      showAll(made);
    }
  }

  /** Ends an attempt that may succeed another time. */
  synchronized void abandon() {
    builders.remove(Thread.currentThread());
  }

  /** Gives up: all call sites do nothing for good. */
  synchronized void fail() {
    builders.remove(Thread.currentThread());
    failed = true;
    ends = null;
    for (WeakReference<LinkedSite> reference : linked) {
      LinkedSite site = reference.get();
      if (site != null) {
        site.deactivate();
      }
    }
  }

  /** Switches off, or on again. */
  synchronized void switchOff(boolean switchedOff) {
    off = switchedOff;
    if (ends != null) {
      showAll(ends);
    }
  }

  private void showAll(SiteEnds made) {
    // Exits first: no call may enter that could not leave.
    for (int round = 0; round < 2; round++) {
      for (WeakReference<LinkedSite> reference : linked) {
        LinkedSite site = reference.get();
        if (site != null && site.isEnter() == (round == 1)) {
          show(site, made);
        }
      }
    }
  }

  private void show(LinkedSite site, SiteEnds made) {
    if (off && site.isEnter()) {
      site.deactivate();
    } else {
      site.activate(made);
    }
  }

  private static final class IsGone
      implements java.util.function.Predicate<WeakReference<LinkedSite>> {
    @Override
    public boolean test(WeakReference<LinkedSite> reference) {
      return reference.refersTo(null);
    }
  }
}
