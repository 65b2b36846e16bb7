package io.modelmon.agent.instrument;

import io.modelmon.config.ModelmonConfig;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaving in a running JVM: {@link #install} before {@code main}, {@link #warmUp} on a thread of
 * the agent.
 *
 * <p>Between the two, a class that matches waits, all others pass. <b>Threads:</b> install once,
 * then warm up once; the rest from any thread.
 */
public final class Weaving {

  /** How long a matching class waits for the warm-up before it goes on unwoven. */
  private static final long PATIENCE_MILLIS = 10_000;

  private final RuleSet rules;
  private final RuleStates states;
  private final SiteRegistry sites = new SiteRegistry();
  private final WarmUp warmUp = new WarmUp(PATIENCE_MILLIS);
  private final RuleTransformer transformer;
  private final String dispatcher;
  private final Consumer<String> log;
  private @Nullable EarlyClasses earlyClasses;
  private List<Class<?>> early = List.of();

  /**
   * Prepares everything that can be prepared without Byte Buddy.
   *
   * @param dispatcher binary name of the class with the bootstrap method, {@code
   *     java.lang.ModelmonDispatcher}
   * @param own the loader of the agent's classes, which are never woven; null for none
   * @param log takes one line at a time and must not block: it is called while classes are defined
   */
  public Weaving(
      ModelmonConfig config, String dispatcher, @Nullable ClassLoader own, Consumer<String> log) {
    this.rules = new RuleSet(config);
    this.states = new RuleStates(rules, log);
    this.transformer = new RuleTransformer(rules, states, sites, warmUp, own);
    this.dispatcher = dispatcher;
    this.log = log;
  }

  /** Returns what has become of the rules. */
  public RuleStates states() {
    return states;
  }

  /** Returns the woven methods. */
  public SiteRegistry sites() {
    return sites;
  }

  /** Returns the transformer that {@link #install} registers. */
  public RuleTransformer transformer() {
    return transformer;
  }

  /** Registers the transformer and notes the classes that came before it. */
  public void install(Instrumentation instrumentation) {
    EarlyClasses finder = new EarlyClasses(instrumentation, rules, transformer, log);
    instrumentation.addTransformer(transformer, true);
    early = finder.find();
    earlyClasses = finder;
  }

  /** Opens the gate: loads Byte Buddy, weaves a sample, then the classes that came before. */
  public void warmUp() {
    warmUp.run(dispatcher);
    EarlyClasses finder = earlyClasses;
    if (finder != null) {
      finder.retransform(early);
      early = List.of();
    }
    retryLate();
  }

  /**
   * Weaves classes that waited in vain for the warm-up, as soon as they are loaded. Cheap when
   * there are none; to be called now and then.
   */
  public void retryLate() {
    Set<String> late = transformer.late();
    EarlyClasses finder = earlyClasses;
    if (late.isEmpty() || finder == null) {
      return;
    }
    List<Class<?>> found = finder.named(late);
    finder.retransform(found);
    for (Class<?> type : found) {
      transformer.isWoven(type.getName().replace('.', '/'));
    }
  }

  /** Takes the transformer away; what is woven stays. */
  public void remove(Instrumentation instrumentation) {
    boolean ignored = instrumentation.removeTransformer(transformer);
  }
}
