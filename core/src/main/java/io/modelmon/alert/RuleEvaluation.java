package io.modelmon.alert;

import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.rule.Condition;
import io.modelmon.alert.threshold.Judge;
import io.modelmon.alert.threshold.Outcome;
import io.modelmon.alert.threshold.Verdict;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition for one subject, with the memories of its comparisons. All comparisons are made in
 * every window, so that their memories have no gaps.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class RuleEvaluation {

  private final Condition condition;
  private final List<IndicatorPath> paths = new ArrayList<>();
  private final List<Judge> judges = new ArrayList<>();
  private final List<Verdict> known = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private int next;

  RuleEvaluation(Condition condition, String subject, ZoneId zone) {
    this.condition = condition;
    for (Condition.Comparison comparison : condition.comparisons()) {
      paths.add(comparison.path().forSubject(subject));
      judges.add(new Judge(comparison.indicator(), comparison.test(), zone));
      known.add(Verdict.UNKNOWN);
    }
  }

  /** Returns how many memories a condition needs per subject. */
  static int memories(Condition condition) {
    return (int)
        condition.comparisons().stream()
            .filter(comparison -> Judge.remembers(comparison.test()))
            .count();
  }

  Verdict evaluate(WindowReadings window) {
    List<Verdict> verdicts = new ArrayList<>();
    evidence.clear();
    for (int i = 0; i < judges.size(); i++) {
      Reading current = window.current(paths.get(i));
      Reading reference = window.reference(paths.get(i));
      boolean repeated = window.repeats(paths.get(i));
      Outcome outcome =
          repeated
              ? judges.get(i).reconsider(window.endEpochNanos(), current, reference)
              : judges.get(i).evaluate(window.endEpochNanos(), current, reference);
      verdicts.add(counted(i, repeated, outcome.verdict()));
      evidence.add(
          new Evidence(
              paths.get(i).toString(),
              current.value(),
              outcome.threshold(),
              current.n(),
              current.interval(),
              outcome.verdict() == Verdict.TRUE));
    }
    next = 0;
    return fold(condition, verdicts);
  }

  /** The same verdict on the same observations counts once: said again, it is unknown. */
  private Verdict counted(int comparison, boolean repeated, Verdict verdict) {
    Verdict before = known.get(comparison);
    if (verdict != Verdict.UNKNOWN) {
      known.set(comparison, verdict);
    } else if (!repeated) {
      known.set(comparison, Verdict.UNKNOWN);
    }
    return repeated && verdict == before ? Verdict.UNKNOWN : verdict;
  }

  /** Returns the numbers of the newest window. */
  List<Evidence> evidence() {
    return List.copyOf(evidence);
  }

  private Verdict fold(Condition part, List<Verdict> verdicts) {
    if (part instanceof Condition.All all) {
      Verdict verdict = Verdict.TRUE;
      for (Condition inner : all.parts()) {
        verdict = verdict.and(fold(inner, verdicts));
      }
      return verdict;
    }
    if (part instanceof Condition.Any any) {
      Verdict verdict = Verdict.FALSE;
      for (Condition inner : any.parts()) {
        verdict = verdict.or(fold(inner, verdicts));
      }
      return verdict;
    }
    return verdicts.get(next++);
  }
}
