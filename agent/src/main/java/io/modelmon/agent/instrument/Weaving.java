package io.modelmon.agent.instrument;

import io.modelmon.config.ModelmonConfig;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaving in a running JVM, from when the rules are known: {@link #open} and {@link #warmUp} on a
 * thread of the agent.
 *
 * <p>Between the two, a class that matches waits, all others pass. <b>Threads:</b> open once, then
 * warm up once; the rest from any thread.
 */
public final class Weaving {

  /** How long a matching class waits for the warm-up before it goes on unwoven. */
  static final long PATIENCE_MILLIS = 10_000;

  private final RuleSet rules;
  private final RuleStates states;
  private final SiteRegistry sites = new SiteRegistry();
  private final WarmUp warmUp = new WarmUp(PATIENCE_MILLIS);
  private final RuleTransformer transformer;
  private final String dispatcher;
  private final Consumer<String> log;
  private @Nullable EarlyClasses earlyClasses;
  private List<Class<?>> early = List.of();

  /** Classes noted since one came that could not be: each once, however often it is looked. */
  private final Set<Class<?>> seen = Collections.newSetFromMap(new WeakHashMap<>());

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

  /** Returns what is behind the gate. */
  RuleTransformer transformer() {
    return transformer;
  }

  /**
   * Lets classes through a gate that the JVM knows as a transformer, and notes those that came
   * before.
   */
  public void open(RuleGate gate, Instrumentation instrumentation) {
    EarlyClasses finder = new EarlyClasses(instrumentation, rules, transformer, log);
    gate.open(transformer);
    early = finder.find();
    earlyClasses = finder;
  }

  /**
   * Opens the gate: loads Byte Buddy, weaves a sample, then the classes that came before.
   *
   * @param earlyWeaver a started thread that loads Byte Buddy already
   */
  public void warmUp(EarlyWeaver earlyWeaver) {
    earlyWeaver.await(PATIENCE_MILLIS / 2);
    Throwable failure = earlyWeaver.failure();
    if (failure != null) {
      log.accept("loading Byte Buddy failed at first: " + failure);
    }
    warmUp();
  }

  /** The same with nothing loaded beforehand. */
  void warmUp() {
    warmUp.run(dispatcher);
    EarlyClasses finder = earlyClasses;
    if (finder != null) {
      finder.retransform(early);
      early = List.of();
    }
    retryLate();
  }

  /** Ends all waiting when the agent cannot start: classes go on as they are. */
  public void giveUp(Throwable reason) {
    warmUp.giveUp(reason);
  }

  /** Returns whether {@link #retryLate} has anything to do; costs next to nothing. */
  public boolean hasLate() {
    return warmUp.isOver() && !transformer.late().isEmpty();
  }

  /**
   * Weaves classes that could not be woven when they came, as soon as they are loaded. Cheap when
   * there are none; to be called now and then.
   */
  public void retryLate() {
    LateClasses late = transformer.late();
    EarlyClasses finder = earlyClasses;
    if (late.isEmpty() || finder == null) {
      return;
    }
    synchronized (seen) { // the start thread may meet the one for late classes
      nameUnnamed(late, finder);
      Set<String> names = late.names();
      List<Class<?>> found = finder.named(names);
      Set<String> foundNames = new HashSet<>();
      for (Class<?> type : found) {
        foundNames.add(type.getName().replace('.', '/'));
      }
      // Before they are tried: what fails again for want of room is noted again.
      late.trying(names, foundNames);
      finder.retransform(found);
      for (String name : late.tried(foundNames)) {
        String reason = "no stack or memory for it in " + LateClasses.ROUNDS + " tries";
        log.accept("class " + name.replace('/', '.') + " could not be woven: " + reason);
        transformer.reportFailure(name, reason);
      }
    }
  }

  /** Notes the classes that could be meant; whatever this runs out of, the next round repeats. */
  private void nameUnnamed(LateClasses late, EarlyClasses finder) {
    if (!late.looksForUnnamed()) {
      return;
    }
    for (Class<?> type : finder.find()) {
      if (!seen.contains(type)) {
        late.add(type.getName().replace('.', '/'));
        seen.add(type);
      }
    }
    if (late.lookedForUnnamed()) {
      seen.clear();
    }
  }

  /**
   * Says of each rule for which no class has come, once, that there has been none so far, and which
   * classes have a name like the one it gives. Looks at all loaded classes if there is such a rule.
   */
  public void sayPending() {
    EarlyClasses finder = earlyClasses;
    if (finder != null && states.hasPending()) {
      states.sayPending(finder.names());
    }
  }
}
