package io.modelmon.agent.extract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of one site in a form that can be replaced: by {@link SteadyRow} once the plan is
 * known. The replacement is made by a thread of ours, since making method handles loads classes and
 * needs more stack than a call may have left.
 *
 * <p><b>Threads:</b> safe. All ends of a site change, those of further call sites too.
 */
final class SteadyEnds {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final ConcurrentLinkedQueue<WeakReference<SteadyEnds>> WAITING =
      new ConcurrentLinkedQueue<>();

  /** Who replaces the ends; it sleeps for longer than a busy application takes to compile them. */
  private static volatile @Nullable Thread settler;

  private final SiteHandles site;
  private final List<MutableCallSite> enters = new ArrayList<>();
  private final List<MutableCallSite> exits = new ArrayList<>();
  private volatile @Nullable SitePlan plan;
  private @Nullable SteadyRow steady;

  SteadyEnds(SiteHandles site) {
    this.site = site;
  }

  /** Returns a handle that does what is given until there is something better. */
  synchronized MethodHandle enter(MethodHandle first) {
    MutableCallSite end = new MutableCallSite(first);
    enters.add(end);
    show();
    return end.dynamicInvoker();
  }

  /** Returns a handle that does what is given until there is something better. */
  synchronized MethodHandle exit(MethodHandle first) {
    MutableCallSite end = new MutableCallSite(first);
    exits.add(end);
    show();
    return end.dynamicInvoker();
  }

  /**
   * Has the ends replaced soon, as far as the plan allows; the first plan that does stays. Wakes
   * the thread that does it, once for each plan of a site: what is compiled before the change must
   * be compiled again, and the compiler, in less of a hurry than before, may then leave the new
   * ends outside.
   */
  void settle(SitePlan known) {
    plan = known;
    WAITING.add(new WeakReference<>(this));
    LockSupport.unpark(settler);
  }

  /** Names the thread that calls {@link #settleWaiting} from now on, or nobody. */
  static void settleOn(@Nullable Thread thread) {
    settler = thread;
  }

  /**
   * Replaces the ends of all sites whose plans became known. For a thread of ours.
   *
   * @return how many sites there were
   */
  static int settleWaiting() {
    int count = 0;
    while (true) {
      WeakReference<SteadyEnds> waiting = WAITING.poll();
      if (waiting == null) {
        return count;
      }
      SteadyEnds ends = waiting.get();
      if (ends != null) {
        ends.replace();
        count++;
      }
    }
  }

  private synchronized void replace() {
    SitePlan known = plan;
    if (steady == null && known != null) {
      steady = SteadyRow.of(site, known);
      show();
    }
  }

  private void show() {
    SteadyRow row = steady;
    if (row == null) {
      return;
    }
    try {
      MethodHandle enter = bound(row, "enter", MethodType.methodType(long.class, Object.class));
      MethodHandle exit =
          bound(
              row,
              "exit",
              MethodType.methodType(void.class, long.class, double.class, Object.class));
      change(exits, exit);
      change(enters, MethodHandles.dropArguments(enter, 0, Object.class, Object.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError("steady ends", e);
    }
  }

  private static MethodHandle bound(SteadyRow row, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    return LOOKUP.findVirtual(SteadyRow.class, name, type).bindTo(row);
  }

  private static void change(List<MutableCallSite> sites, MethodHandle target) {
    for (MutableCallSite site : sites) {
      site.setTarget(target);
    }
    MutableCallSite.syncAll(sites.toArray(new MutableCallSite[0]));
  }
}
