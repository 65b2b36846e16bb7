package io.modelmon.alert;

import io.modelmon.alert.indicator.WindowReadings;
import io.modelmon.alert.rule.Condition;
import io.modelmon.alert.threshold.Verdict;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule for one subject: conditions, memories and state.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
final class SubjectAlert {

  private final AlertRule alert;
  private final String subject;
  private final RuleEvaluation firing;
  private final @Nullable RuleEvaluation clearing;
  private final AlertMachine machine = new AlertMachine();

  SubjectAlert(AlertRule alert, String subject, ZoneId zone) {
    this.alert = alert;
    this.subject = subject;
    this.firing = new RuleEvaluation(alert.rule().condition(), subject, zone);
    Condition resolution = alert.rule().resolution();
    this.clearing = resolution == null ? null : new RuleEvaluation(resolution, subject, zone);
  }

  AlertMachine.Step update(WindowReadings window, long nanos) {
    Verdict holds = firing.evaluate(window);
    Verdict clear = clearing == null ? holds.negated() : clearing.evaluate(window);
    return machine.update(holds, clear, nanos, alert);
  }

  AlertMachine machine() {
    return machine;
  }

  boolean isFiring() {
    return machine.state() == AlertState.FIRING;
  }

  /** Returns the subject with the numbers of the newest window. */
  AlertSubject describe() {
    return new AlertSubject(subject, machine.sinceNanos(), evidence());
  }

  private List<Evidence> evidence() {
    return firing.evidence();
  }
}
