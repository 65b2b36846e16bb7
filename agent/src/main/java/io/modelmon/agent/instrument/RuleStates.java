package io.modelmon.agent.instrument;

import io.modelmon.monitor.RuleStatus;
import io.modelmon.monitor.RuleStatus.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has become of every rule.
 *
 * <p>A rule can meet several classes; the most telling state wins: failed over matched over
 * unreachable over method missing over pending, and a rule that is switched off shows as off until
 * it is switched on again. Each state of each rule is logged when it is first reached; that nothing
 * has come is logged when somebody asks for it.
 *
 * <p><b>Threads:</b> safe. The log is called without a lock, possibly while a class is being
 * defined: it must not block and should not load classes.
 */
public final class RuleStates {

  private static final int LARGEST_DETAIL = 2_000;

  private final List<WatchRule> rules;
  private final Entry[] entries;
  private final Consumer<String> log;

  /** Creates the states of all rules, pending. */
  public RuleStates(RuleSet rules, Consumer<String> log) {
    this.rules = rules.rules();
    this.entries = new Entry[this.rules.size()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = new Entry();
    }
    this.log = log;
  }

  /** Returns the state of every rule, in the file's order. */
  public List<RuleStatus> snapshot() {
    List<RuleStatus> all = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      WatchRule rule = rules.get(i);
      Entry entry = entries[i];
      synchronized (entry) {
        State shown = entry.off ? State.OFF : entry.state;
        all.add(new RuleStatus(rule.modelName(), rule.text(), shown, entry.detail));
      }
    }
    return all;
  }

  /**
   * Returns a rule.
   *
   * @throws IndexOutOfBoundsException when there is no such rule
   */
  WatchRule rule(int index) {
    return rules.get(index);
  }

  /** Reports that a method has been woven. */
  void matched(WatchRule rule, String method) {
    report(rule, State.MATCHED, method);
  }

  /** Reports what a rule found in a class where nothing is woven. */
  void report(WatchRule rule, State state, String detail) {
    Entry entry = entries[rule.index()];
    boolean first;
    synchronized (entry) {
      first = entry.reach(state, detail);
    }
    if (first && state != State.PENDING) {
      say(rule, state, detail);
    }
  }

  /** Returns whether there is a rule for which no class has come, of which nobody was told. */
  boolean hasPending() {
    for (Entry entry : entries) {
      synchronized (entry) {
        if (entry.isUntold()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Says of each rule for which no class has come, once, that there has been none so far.
   *
   * @param loaded internal names of the classes that have been loaded
   */
  void sayPending(Collection<String> loaded) {
    for (WatchRule rule : rules) {
      Entry entry = entries[rule.index()];
      boolean untold;
      synchronized (entry) {
        untold = entry.isUntold();
        entry.told = true;
      }
      if (untold) {
        say(rule, State.PENDING, nothingLoaded(rule, loaded));
      }
    }
  }

  private static String nothingLoaded(WatchRule rule, Collection<String> loaded) {
    String nothing =
        switch (rule.kind()) {
          case NAMED -> "no class named " + rule.type() + " has been loaded so far";
          case SUBTYPES_OF ->
              "no subtype of " + rule.type() + " with such a method has been loaded so far";
          case ANNOTATED_WITH ->
              "no class with a method that carries " + rule.type() + " has been loaded so far";
        };
    String name = WatchRule.internalNames(rule.type()).get(0);
    String similar =
        Glob.isGlob(rule.type()) || loaded.contains(name) ? "" : Candidates.similar(name, loaded);
    return similar.isEmpty() ? nothing : nothing + ", similar: " + similar;
  }

  /** Reports that weaving or linking failed. */
  void failed(WatchRule rule, String where, @Nullable Throwable cause) {
    report(rule, State.FAILED, cause == null ? where : where + ": " + cause);
  }

  /** Shows a rule as switched off, or no longer. */
  void switched(WatchRule rule, boolean off) {
    Entry entry = entries[rule.index()];
    synchronized (entry) {
      entry.off = off;
    }
  }

  private void say(WatchRule rule, State state, String detail) {
    try {
      log.accept(
          "rule "
              + rule.text()
              + " of model "
              + rule.modelName()
              + ": "
              + state.attribute().replace('_', ' ')
              + (detail.isEmpty() ? "" : ", " + detail));
    } catch (RuntimeException e) {
      // A log that fails is no reason to disturb whoever defines a class.
    }
  }

  private static final class Entry {
    State state = State.PENDING;
    String detail = "";
    boolean off;
    boolean told;
    private int logged;

    boolean isUntold() {
      return state == State.PENDING && !off && !told;
    }

    boolean reach(State reached, String text) {
      if (reached.ordinal() == state.ordinal()) {
        append(text);
      } else if (rank(reached) > rank(state)) {
        state = reached;
        detail = text;
      }
      int bit = 1 << reached.ordinal();
      boolean first = (logged & bit) == 0;
      logged |= bit;
      return first;
    }

    private void append(String text) {
      if (detail.isEmpty()) {
        detail = text;
      } else if (!isListed(text) && detail.length() + text.length() < LARGEST_DETAIL) {
        detail = detail + "; " + text;
      }
    }

    private boolean isListed(String text) {
      return ("; " + detail + "; ").contains("; " + text + "; ");
    }

    private static int rank(State state) {
      return switch (state) {
        case PENDING -> 0;
        case METHOD_MISSING -> 1;
        case UNREACHABLE -> 2;
        case MATCHED -> 3;
        case FAILED -> 4;
        case OFF -> 5;
      };
    }
  }
}
