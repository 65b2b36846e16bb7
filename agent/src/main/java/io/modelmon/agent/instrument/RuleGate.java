package io.modelmon.agent.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The transformer that the JVM knows: there before {@code main}, while the rules are still being
 * read on a thread of ours.
 *
 * <p>Until they are, a class whose name occurs in the configuration waits, all others pass; from
 * then on everything is left to the {@link RuleTransformer}. The wait is limited: a class that
 * waited in vain goes on unwoven and is looked at again when the gate opens.
 *
 * <p><b>Threads:</b> safe.
 */
public final class RuleGate implements ClassFileTransformer {

  private final RuleText text;
  private final @Nullable ClassLoader own;
  private final long patienceMillis;
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final CountDownLatch decided = new CountDownLatch(1);
  private final Set<String> late = new HashSet<>();
  private volatile @Nullable RuleTransformer transformer;
  private volatile boolean overdue;

  /**
   * Creates a closed gate.
   *
   * @param own the loader of the agent's own classes, which never wait; null for none
   */
  public RuleGate(RuleText text, @Nullable ClassLoader own) {
    this(text, own, Weaving.PATIENCE_MILLIS);
  }

  RuleGate(RuleText text, @Nullable ClassLoader own, long patienceMillis) {
    this.text = text;
    this.own = own;
    this.patienceMillis = patienceMillis;
  }

  /** Lets everything through to a transformer from now on. */
  void open(RuleTransformer rules) {
    synchronized (late) {
      transformer = rules;
      for (String name : late) {
        rules.late().add(name);
      }
    }
    decided.countDown();
  }

  /** Lets all classes pass as they are, unless the gate is open. */
  public void giveUp() {
    decided.countDown();
  }

  /** Returns the woven class, or null when the class stays as it is. Never throws. */
  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classfileBuffer) {
    return transform(loader, className, classBeingRedefined, protectionDomain, classfileBuffer);
  }

  /** Returns the woven class, or null when the class stays as it is. Never throws. */
  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classfileBuffer) {
    if (Thread.currentThread() instanceof EarlyWeaver) {
      return null; // Byte Buddy defines a class in a loader of its own, which must not wait.
    }
    RuleTransformer rules = transformer;
    if (rules == null) {
      if (className == null || loader == null || loader == platform || loader == own) {
        return null;
      }
      rules = await(className);
    }
    if (rules == null) {
      return null;
    }
    LateClasses late = rules.late();
    try {
      return rules.transform(
          loader, className, classBeingRedefined, protectionDomain, classfileBuffer);
    } catch (StackOverflowError e) {
      late.unnamed = true;
      return null;
    }
  }

  private @Nullable RuleTransformer await(String className) {
    try {
      if (decided.getCount() == 0 || !text.couldMean(className)) {
        return transformer;
      }
      if (overdue || !awaitDecision()) {
        overdue = true; // Not as long once more for every class.
        putAside(className);
      }
      return transformer;
    } catch (Throwable e) {
      // Whatever it is, the application's class has to be defined.
      return null;
    }
  }

  /** The gate may open between the end of the wait and this. */
  private void putAside(String className) {
    synchronized (late) {
      if (transformer == null) {
        late.add(className);
      }
    }
  }

  /** Returns whether the rules came, or never will. An interrupt is kept for the thread's owner. */
  private boolean awaitDecision() {
    boolean interrupted = false;
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    try {
      while (true) {
        try {
          return decided.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
