package io.modelmon.alert;

import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.rule.Condition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The rules of one version of a model. Every subject of a rule fires once and resolves once; what
 * one window says about one rule is one notice.
 *
 * <p><b>Cost:</b> per window, one look-up per comparison and subject, and for those with history a
 * sort of it. At most {@value #MAX_SUBJECTS} subjects and {@value #MAX_MEMORIES} memories; what is
 * beyond is left out and counted. <br>
 * <b>Threads:</b> confined to the monitor thread. Time is the windows' own and never runs back.
 */
public final class AlertEngine {

  static final int MAX_SUBJECTS = 4000;
  static final int MAX_MEMORIES = 500;

  private final String model;
  private final String version;
  private final ZoneId zone;
  private final Map<AlertRule, Map<String, SubjectAlert>> rules = new LinkedHashMap<>();
  private int subjects;
  private int memories;
  private long newestNanos = Long.MIN_VALUE;
  private long fired;
  private long resolved;
  private long coolingDown;
  private long silenced;
  private long unwatched;
  private long unexplained;
  private Explainer explainer = Explainer.SILENT;

  /**
   * Creates an engine in which nothing fires.
   *
   * @param rules no two of one name
   * @param zone where hours and weekdays of seasonal levels are told
   */
  public AlertEngine(String model, String version, List<AlertRule> rules, ZoneId zone) {
    this.model = model;
    this.version = version;
    this.zone = zone;
    if (rules.stream().map(AlertRule::name).distinct().count() < rules.size()) {
      throw new IllegalArgumentException("two rules of one name");
    }
    rules.forEach(rule -> this.rules.put(rule, new LinkedHashMap<>()));
  }

  /** Names who can say why an alert fires; nobody does before. */
  public void explainBy(Explainer by) {
    explainer = by;
  }

  /** Evaluates all rules on a closed window; returns what there is to tell. */
  public List<AlertNotice> evaluate(WindowReadings window) {
    newestNanos = Math.max(newestNanos, window.endEpochNanos());
    List<AlertNotice> notices = new ArrayList<>();
    rules.forEach((rule, states) -> evaluate(rule, states, window, notices));
    notices.replaceAll(notice -> explained(notice, window));
    return notices;
  }

  /** Without its reason an alert is still an alert. */
  private AlertNotice explained(AlertNotice notice, WindowReadings window) {
    if (notice.kind() != AlertNotice.Kind.FIRING) {
      return notice;
    }
    try {
      return notice.explained(explainer.explain(notice, window));
    } catch (RuntimeException e) {
      unexplained++;
      return notice;
    }
  }

  /** Resolves everything that fires, because this version is not watched any more. */
  public List<AlertNotice> retire(long epochNanos) {
    newestNanos = Math.max(newestNanos, epochNanos);
    List<AlertNotice> notices = new ArrayList<>();
    rules.forEach(
        (rule, states) -> {
          List<AlertSubject> ended = new ArrayList<>();
          for (SubjectAlert state : states.values()) {
            AlertSubject subject = state.describe();
            if (state.machine().end()) {
              resolved++;
              if (state.machine().announced()) {
                ended.add(subject);
              }
            }
          }
          add(notices, rule, AlertNotice.Kind.RESOLVED, ended, 0);
        });
    return notices;
  }

  /** Returns what fires now by rule, rules in the order of the file; silenced ones included. */
  public Map<AlertRule, List<AlertSubject>> firing() {
    Map<AlertRule, List<AlertSubject>> firing = new LinkedHashMap<>();
    rules.forEach(
        (rule, states) ->
            firing.put(
                rule,
                states.values().stream()
                    .filter(SubjectAlert::isFiring)
                    .map(SubjectAlert::describe)
                    .toList()));
    return firing;
  }

  /** Returns what was done so far. */
  public AlertCounts counts() {
    return new AlertCounts(fired, resolved, coolingDown, silenced, unwatched, unexplained);
  }

  private void evaluate(
      AlertRule rule,
      Map<String, SubjectAlert> states,
      WindowReadings window,
      List<AlertNotice> notices) {
    if (rule.rule().isEach()) {
      for (String feature : window.features()) {
        admit(rule, states, feature);
      }
    } else {
      admit(rule, states, "");
    }
    boolean silent = isSilent(rule);
    List<AlertSubject> begun = new ArrayList<>();
    List<AlertSubject> ended = new ArrayList<>();
    for (SubjectAlert state : states.values()) {
      update(state, window, silent, ended);
      if (state.isFiring() && !silent && !state.machine().announced()) {
        state.machine().announce();
        begun.add(state.describe());
      }
    }
    int still = (int) states.values().stream().filter(SubjectAlert::isFiring).count();
    add(notices, rule, AlertNotice.Kind.FIRING, begun, still, window.number());
    add(notices, rule, AlertNotice.Kind.RESOLVED, ended, still, window.number());
  }

  private void update(
      SubjectAlert state, WindowReadings window, boolean silent, List<AlertSubject> ended) {
    switch (state.update(window, newestNanos)) {
      case FIRED -> {
        fired++;
        silenced += silent ? 1 : 0;
      }
      case RESOLVED -> {
        resolved++;
        if (state.machine().announced()) {
          ended.add(state.describe());
        }
      }
      case COOLING_DOWN -> coolingDown++;
      case NONE -> {}
    }
  }

  private void admit(AlertRule rule, Map<String, SubjectAlert> states, String subject) {
    if (states.containsKey(subject)) {
      return;
    }
    Condition resolution = rule.rule().resolution();
    int needed =
        RuleEvaluation.memories(rule.rule().condition())
            + (resolution == null ? 0 : RuleEvaluation.memories(resolution));
    if (subjects >= MAX_SUBJECTS || (needed > 0 && memories + needed > MAX_MEMORIES)) {
      unwatched++;
      return;
    }
    subjects++;
    memories += needed;
    states.put(subject, new SubjectAlert(rule, subject, zone));
  }

  private boolean isSilent(AlertRule rule) {
    long second = TimeUnit.SECONDS.toNanos(1);
    Instant now =
        Instant.ofEpochSecond(
            Math.floorDiv(newestNanos, second), Math.floorMod(newestNanos, second));
    return rule.silences().stream().anyMatch(silence -> silence.covers(now));
  }

  private void add(
      List<AlertNotice> notices,
      AlertRule rule,
      AlertNotice.Kind kind,
      List<AlertSubject> subjects,
      int still) {
    add(notices, rule, kind, subjects, still, 0);
  }

  private void add(
      List<AlertNotice> notices,
      AlertRule rule,
      AlertNotice.Kind kind,
      List<AlertSubject> all,
      int still,
      long windowNumber) {
    if (!all.isEmpty()) {
      notices.add(
          new AlertNotice(
              new AlertKey(model, version, rule.name()),
              kind,
              rule.severity(),
              rule.rule().text(),
              newestNanos,
              windowNumber,
              all.subList(0, Math.min(all.size(), AlertNotice.MAX_SUBJECTS)),
              all.size(),
              still));
    }
  }
}
