package io.modelmon.agent.instrument;

import io.modelmon.config.MethodRule;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.RuleStatus;
import io.modelmon.monitor.RuleStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What each rule would weave in an application on disk, found with the code that weaves, without
 * running or loading anything of the application.
 *
 * <p><b>Cost:</b> reads every class file of the class path once. <b>Threads:</b> confined to a
 * call.
 */
public final class OfflineCheck {

  private final RuleSet rules;
  private final RuleStates states;
  private final ClassPath classPath;
  private final List<Set<String>> methods = new ArrayList<>();
  private final List<Set<String>> notes = new ArrayList<>();

  private OfflineCheck(ModelmonConfig config, List<Path> entries) {
    this.rules = new RuleSet(config);
    this.states = new RuleStates(rules, line -> {});
    this.classPath = new ClassPath(entries);
    for (int i = 0; i < rules.rules().size(); i++) {
      methods.add(new TreeSet<>());
      notes.add(new TreeSet<>());
    }
  }

  /**
   * What was found.
   *
   * @param rules one entry per rule, in the file's order
   * @param classes how many classes were looked at
   * @param problems parts of the class path that could not be read
   */
  public record Result(List<RuleCheck> rules, int classes, List<String> problems) {

    /** Copies the lists. */
    public Result {
      rules = List.copyOf(rules);
      problems = List.copyOf(problems);
    }

    /** Returns whether every rule weaves something and everything could be read. */
    public boolean isClean() {
      return problems.isEmpty() && rules.stream().allMatch(rule -> rule.state() == State.MATCHED);
    }
  }

  /**
   * What one rule would do.
   *
   * @param model the model's configured name, or the rule itself when names come from calls
   * @param rule the rule as written
   * @param line the rule's line in the configuration file
   * @param state {@code MATCHED} when it weaves something; {@code PENDING} when no class fits
   * @param methods the methods it would weave, with their classes, sorted
   * @param notes why it weaves nothing, or nothing in some of the classes it means
   */
  public record RuleCheck(
      String model, String rule, int line, State state, List<String> methods, List<String> notes) {

    /** Copies the lists. */
    public RuleCheck {
      methods = List.copyOf(methods);
      notes = List.copyOf(notes);
    }
  }

  /** Checks the rules of a configuration against directories and archives. */
  public static Result check(ModelmonConfig config, List<Path> classPath) {
    return new OfflineCheck(config, classPath).run();
  }

  private Result run() {
    List<Candidate> candidates = new ArrayList<>();
    classPath.scan(
        (name, bytes) -> {
          WatchRule[] meant = rules.candidates(name, bytes);
          if (meant.length > 0) {
            read(name, bytes, meant, candidates);
          }
        });
    for (Candidate candidate : candidates) {
      match(candidate);
    }
    List<RuleCheck> checks = new ArrayList<>();
    List<RuleStatus> reached = states.snapshot();
    for (WatchRule rule : rules.rules()) {
      checks.add(check(rule, reached.get(rule.index())));
    }
    return new Result(checks, classPath.names().size(), classPath.problems());
  }

  /** A class and the rules that could mean it; decided once all parents are known. */
  @SuppressWarnings("ArrayRecordComponent") // never modified, never compared
  private record Candidate(ClassOutline outline, WatchRule[] meant) {}

  private void read(String name, byte[] bytes, WatchRule[] meant, List<Candidate> candidates) {
    try {
      candidates.add(new Candidate(ClassOutline.read(bytes), meant));
    } catch (MalformedClassException e) {
      String tooNew = ClassFileVersions.tooNew(name, ConstantPool.majorVersion(bytes));
      String reason = tooNew == null ? name.replace('/', '.') + ": " + e.getMessage() : tooNew;
      for (WatchRule rule : meant) {
        if (rule.isExact()) {
          refuse(rule, State.UNREACHABLE, reason);
        }
      }
    }
  }

  private void match(Candidate candidate) {
    ClassOutline outline = candidate.outline();
    Ancestry ancestry = new Ancestry(outline, classPath, null);
    ClassMatch match = ClassMatch.of(candidate.meant(), outline, ancestry);
    for (ClassMatch.Refusal refusal : match.refusals()) {
      refuse(refusal.rule(), refusal.selection().state(), refusal.selection().detail());
    }
    String reason = ClassFileVersions.tooOld(outline.name(), outline.majorVersion());
    if (reason == null) {
      reason = ClassFileVersions.tooNew(outline.name(), outline.majorVersion());
    }
    for (ClassMatch.Choice choice : match.choices()) {
      if (reason == null) {
        String method = match.text(choice.method());
        states.matched(choice.rule(), method);
        methods.get(choice.rule().index()).add(method);
      } else {
        refuse(choice.rule(), State.UNREACHABLE, reason);
      }
    }
  }

  private void refuse(WatchRule rule, State state, String reason) {
    states.report(rule, state, reason);
    notes.get(rule.index()).add(reason);
  }

  private RuleCheck check(WatchRule rule, RuleStatus reached) {
    State state = reached.state();
    List<String> reasons = new ArrayList<>(notes.get(rule.index()));
    if (state == State.PENDING) {
      String name = WatchRule.internalNames(rule.type()).get(0);
      if (rule.isExact() && ClassPath.isOfTheJdk(name)) {
        state = State.UNREACHABLE;
        reasons.add("classes of the JDK are not woven");
      } else {
        reasons.add(nothingFound(rule));
      }
    }
    return new RuleCheck(
        reached.model(),
        reached.rule(),
        rule.line(),
        state,
        List.copyOf(methods.get(rule.index())),
        reasons);
  }

  private String nothingFound(WatchRule rule) {
    List<String> names = WatchRule.internalNames(rule.type());
    boolean known = Glob.isGlob(rule.type()) || names.stream().anyMatch(this::exists);
    if (!known) {
      String similar = Candidates.similar(names.get(0), classPath.names());
      String hint = similar.isEmpty() ? "" : ", similar: " + similar;
      return rule.type() + " is not on the class path" + hint;
    }
    return rule.kind() == MethodRule.Kind.NAMED
        ? "no class of that name has such a method"
        : rule.kind() == MethodRule.Kind.SUBTYPES_OF
            ? "no subtype has such a method with a body"
            : "no method carries the annotation";
  }

  private boolean exists(String name) {
    return classPath.names().contains(name) || ClassPath.isOfTheJdk(name);
  }
}
