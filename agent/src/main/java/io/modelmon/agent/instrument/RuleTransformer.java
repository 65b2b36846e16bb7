package io.modelmon.agent.instrument;

import io.modelmon.monitor.RuleStatus.State;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the methods that rules name while their classes are defined or redefined.
 *
 * <p>Classes of the JDK, our own classes and proxies are left alone, and so is every class file
 * that is older than {@code invokedynamic} or newer than Byte Buddy; rule states say so. Hidden
 * classes never get here.
 *
 * <p><b>Cost:</b> for a class that no rule means: one look into a hash table, one comparison per
 * glob, and, where rules speak of super types or annotations, one scan of the constant pool. No
 * allocation, no class of Byte Buddy. <b>Threads:</b> safe.
 */
final class RuleTransformer {

  private final RuleSet rules;
  private final RuleStates states;
  private final SiteRegistry sites;
  private final WarmUp warmUp;
  private final LoaderParents parents = new LoaderParents();
  private final @Nullable ClassLoader own;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final LateClasses late = new LateClasses();

  /**
   * Creates a transformer.
   *
   * @param own the loader of the agent's own classes, which are never woven; null for none
   */
  RuleTransformer(
      RuleSet rules,
      RuleStates states,
      SiteRegistry sites,
      WarmUp warmUp,
      @Nullable ClassLoader own) {
    this.rules = rules;
    this.states = states;
    this.sites = sites;
    this.warmUp = warmUp;
    this.own = own;
  }

  /** Returns the woven class, or null when the class stays as it is. Never throws. */
  byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classfileBuffer) {
    if (className == null || (loader != null && loader == own)) {
      return null;
    }
    try {
      if (isOfTheJdk(loader)) {
        refuseJdkClass(className);
        return null;
      }
      return weave(loader, className, classBeingRedefined, classfileBuffer);
    } catch (StackOverflowError | OutOfMemoryError exhausted) {
      // This thread has no room just now; another one will have it.
      try {
        late.add(className);
      } catch (Throwable e) {
        late.unnamed = true;
      }
      return null;
    } catch (Throwable e) {
      // Whatever it is, the application's class has to be defined.
      reportFailure(className, e);
      return null;
    }
  }

  /** Returns the classes that matched when they could not be woven. */
  LateClasses late() {
    return late;
  }

  /** Returns whether classes of a loader are left alone whatever the rules say. */
  boolean isOutOfReach(@Nullable ClassLoader loader) {
    return isOfTheJdk(loader) || loader == own;
  }

  /** Returns whether a loader is one of the two that hold the JDK. */
  boolean isOfTheJdk(@Nullable ClassLoader loader) {
    return loader == null || loader == platform;
  }

  /** Says so when a rule names a class of the JDK. */
  void refuseJdkClass(String className) {
    for (WatchRule rule : rules.exact(className)) {
      states.report(rule, State.UNREACHABLE, "classes of the JDK are not woven");
    }
  }

  private byte @Nullable [] weave(
      @Nullable ClassLoader loader, String className, @Nullable Class<?> loaded, byte[] bytes)
      throws MalformedClassException {
    WatchRule[] candidates = rules.candidates(className, bytes);
    if (candidates.length == 0) {
      return null;
    }
    // A woven class takes more room until its first call is over than the class as it was. Where
    // that would be the end of the stack, it stays as it was for now.
    StackRoom.require();
    ClassOutline outline = outline(candidates, className, bytes);
    if (outline == null) {
      return null;
    }
    Ancestry ancestry = new Ancestry(outline, parents.seenBy(loader), loaded);
    ClassMatch match = ClassMatch.of(candidates, outline, ancestry);
    report(match);
    if (match.isEmpty()) {
      return null;
    }
    String tooOld = ClassFileVersions.tooOld(className, outline.majorVersion());
    if (tooOld != null) {
      refuse(match, tooOld);
      return null;
    }
    return weave(className, match, bytes);
  }

  private byte @Nullable [] weave(String className, ClassMatch match, byte[] bytes) {
    Weaver weaver = warmUp.await();
    if (weaver == null) {
      weaver = afterWaiting(className, match);
    }
    if (weaver == null) {
      return null;
    }
    String tooNew = ClassFileVersions.tooNew(className, ConstantPool.majorVersion(bytes));
    if (tooNew != null) {
      refuse(match, tooNew);
      return null;
    }
    List<WovenMethod> woven = new ArrayList<>();
    for (ClassMatch.Choice choice : match.sites()) {
      WatchSite site = sites.register(choice.rule(), className.replace('/', '.'), choice.method());
      woven.add(site.woven());
    }
    try {
      byte[] result = weaver.weave(bytes, woven);
      for (ClassMatch.Choice choice : match.choices()) {
        states.matched(choice.rule(), match.text(choice.method()));
      }
      return result;
    } catch (StackOverflowError | OutOfMemoryError exhausted) {
      throw exhausted;
    } catch (Throwable e) {
      fail(match, className, e);
      return null;
    }
  }

  /** The gate may open after the class was put aside and before anybody looks there again. */
  private @Nullable Weaver afterWaiting(String className, ClassMatch match) {
    if (!warmUp.isOver()) {
      late.add(className);
      if (!warmUp.isOver()) {
        return null;
      }
    }
    Weaver weaver = warmUp.await();
    if (weaver == null) {
      fail(match, className, warmUp.failure());
    }
    return weaver;
  }

  /** Reads the outline; that a format is too new to be read is a reason, not a failure. */
  private @Nullable ClassOutline outline(WatchRule[] candidates, String className, byte[] bytes)
      throws MalformedClassException {
    try {
      return ClassOutline.read(bytes);
    } catch (MalformedClassException e) {
      int majorVersion = ConstantPool.majorVersion(bytes);
      String tooNew =
          warmUp.await() == null ? null : ClassFileVersions.tooNew(className, majorVersion);
      if (tooNew == null) {
        throw e;
      }
      for (WatchRule rule : candidates) {
        if (rule.isExact()) {
          states.report(rule, State.UNREACHABLE, tooNew);
        }
      }
      return null;
    }
  }

  private void report(ClassMatch match) {
    for (ClassMatch.Refusal refusal : match.refusals()) {
      states.report(refusal.rule(), refusal.selection().state(), refusal.selection().detail());
    }
  }

  private void refuse(ClassMatch match, String reason) {
    for (ClassMatch.Choice choice : match.choices()) {
      states.report(choice.rule(), State.UNREACHABLE, reason);
    }
  }

  private void fail(ClassMatch match, String className, @Nullable Throwable cause) {
    for (ClassMatch.Choice choice : match.choices()) {
      states.failed(choice.rule(), className.replace('/', '.'), cause);
    }
  }

  /** Reports that a class could not be woven to the rules that name it. Never throws. */
  void reportFailure(String className, Throwable cause) {
    try {
      for (WatchRule rule : rules.naming(className)) {
        states.failed(rule, className.replace('/', '.'), cause);
      }
    } catch (Throwable e) {
      // Nothing is left to say it with.
    }
  }

  /** Reports why a class was not woven in the end to the rules that name it. */
  void reportFailure(String className, String reason) {
    for (WatchRule rule : rules.naming(className)) {
      states.report(rule, State.FAILED, className.replace('/', '.') + ": " + reason);
    }
  }
}
