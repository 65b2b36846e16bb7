package io.modelmon.agent.instrument;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives every call site in woven code what it runs. This is what the dispatcher calls.
 *
 * <p>A site that cannot be linked does nothing, for good, and its rule shows as failed. A rule that
 * is switched off changes its call sites in place: no class is woven again, and compiled code drops
 * the calls. What was linked hangs on the woven class alone, so classes and their loaders can be
 * collected.
 *
 * <p><b>Threads:</b> safe, also when linking runs into further linking on the same thread.
 */
public final class SiteLinker {

  private final SiteRegistry sites;
  private final RuleStates states;
  private final SiteEnds.Factory factory;
  private final PairsOfClass pairs = new PairsOfClass();
  private final List<Known> known = new ArrayList<>();
  private final List<WatchRule> off = new ArrayList<>();

  /** Creates a linker of the sites in a registry. */
  public SiteLinker(SiteRegistry sites, RuleStates states, SiteEnds.Factory factory) {
    this.sites = sites;
    this.states = states;
    this.factory = factory;
    StackRoom.prepare();
  }

  /**
   * Links one call site.
   *
   * @param caller full access to the woven class
   * @param name {@code enter} or {@code exit}
   * @param type the type of the call site
   * @param siteId the number that was woven in
   * @throws VirtualMachineError when heap or stack is exhausted, and nothing else; it should reach
   *     the JVM, which then links again at the next call
   */
  @SuppressWarnings("CheckReturnValue") // What counts is that it returns.
  public CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int siteId) {
    StackRoom.require();
    WatchSite site = sites.site(siteId);
    if (site == null) {
      return new ConstantCallSite(LinkedSite.idle(type));
    }
    SitePair pair = null;
    try {
      pair = pair(site, caller.lookupClass());
      return link(site, pair, new Request(caller, name, type));
    } catch (VirtualMachineError e) {
      // No room just now. The JVM does not remember such a failure and asks again at the next call.
      if (pair != null) {
        pair.abandon();
      }
      throw e;
    } catch (Throwable e) {
      if (pair != null) {
        pair.fail();
      }
      states.failed(site.rule(), site.text(), e);
      return new ConstantCallSite(LinkedSite.idle(type));
    }
  }

  /**
   * Switches a rule off, or on again. Cost: proportional to all linked sites.
   *
   * @param ruleIndex the place of the rule in {@link RuleStates#snapshot()}
   */
  public void switchOff(int ruleIndex, boolean switchedOff) {
    List<SitePair> affected = new ArrayList<>();
    synchronized (known) {
      known.removeIf(entry -> entry.pair.refersTo(null));
      off.removeIf(rule -> rule.index() == ruleIndex);
      if (switchedOff) {
        off.add(states.rule(ruleIndex));
      }
      for (Known entry : known) {
        SitePair pair = entry.pair.get();
        if (pair != null && entry.rule.index() == ruleIndex) {
          affected.add(pair);
        }
      }
    }
    for (SitePair pair : affected) {
      pair.switchOff(switchedOff);
    }
    states.switched(states.rule(ruleIndex), switchedOff);
  }

  private CallSite link(WatchSite site, SitePair pair, Request request) throws Throwable {
    boolean enter = request.name.equals(SiteEnd.ENTER);
    MethodType expected = enter ? site.enterType() : site.exitType();
    if (!request.type.equals(expected)) {
      throw new IllegalStateException("call site of type " + request.type + ", not " + expected);
    }
    LinkedSite linked = new LinkedSite(request.type, enter);
    if (pair.attach(linked)) {
      pair.complete(factory.create(site, request.caller));
    }
    return linked;
  }

  private SitePair pair(WatchSite site, Class<?> type) {
    ConcurrentHashMap<Integer, SitePair> ofClass = pairs.get(type);
    SitePair existing = ofClass.get(site.id());
    if (existing != null) {
      return existing;
    }
    SitePair created = new SitePair();
    existing = ofClass.putIfAbsent(site.id(), created);
    if (existing != null) {
      return existing;
    }
    boolean switchedOff;
    synchronized (known) {
      known.add(new Known(site.rule(), created));
      switchedOff = off.contains(site.rule());
    }
    if (switchedOff) {
      created.switchOff(true);
    }
    return created;
  }

  /** What the JVM asks for. */
  private record Request(MethodHandles.Lookup caller, String name, MethodType type) {}

  /** A pair, held weakly, and the rule that can switch it off. */
  private static final class Known {
    final WatchRule rule;
    final WeakReference<SitePair> pair;

    Known(WatchRule rule, SitePair pair) {
      this.rule = rule;
      this.pair = new WeakReference<>(pair);
    }
  }

  /** Hangs the pairs on the class, which alone keeps them alive. */
  private static final class PairsOfClass extends ClassValue<ConcurrentHashMap<Integer, SitePair>> {
    @Override
    protected ConcurrentHashMap<Integer, SitePair> computeValue(Class<?> type) {
      return new ConcurrentHashMap<>();
    }
  }
}
