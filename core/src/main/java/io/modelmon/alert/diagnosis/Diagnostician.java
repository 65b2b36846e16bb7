package io.modelmon.alert.diagnosis;

import io.modelmon.alert.threshold.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules from observations to a finding. Deterministic: the same facts give the same diagnosis.
 *
 * <p>Findings are tried in the order of {@link Finding}, and the first that holds and can explain
 * the alert is the diagnosis; those that hold beside it are named. What breaks the input comes
 * first, since everything after it follows: nulls move a distribution, and a moved distribution
 * costs accuracy. What keeps the process from its processors comes before the version, because a
 * starved process is slow in any version. Errors are only blamed on the model where the inputs are
 * known to be the same, or where an estimate from the inputs says that they do not explain them.
 *
 * <p>What is unknown supports nothing and excludes nothing that does not need it: without labels a
 * shift is a shift of unknown harm; without a reference, errors that rise have no known cause.
 *
 * <p><b>Cost:</b> some passes over the observations, when an alert fires. <b>Threads:</b> any.
 */
public final class Diagnostician {

  /** Signs whose subject is a feature or an output. */
  static final Set<Sign> OF_FEATURES =
      EnumSet.of(
          Sign.MISSING,
          Sign.INVALID,
          Sign.STUCK,
          Sign.UNSEEN,
          Sign.OUT_OF_RANGE,
          Sign.OTHER_QUALITY,
          Sign.OUTPUT_QUALITY,
          Sign.INPUT_DRIFT,
          Sign.OUTPUT_DRIFT);

  private final WindowFacts facts;
  private final Set<Concern> concerns;

  private Diagnostician(WindowFacts facts, Set<Concern> concerns) {
    this.facts = facts;
    this.concerns = concerns;
  }

  /**
   * Returns the diagnosis of a window.
   *
   * @param concerns what the alert is about, at least one
   */
  public static Diagnosis diagnose(WindowFacts facts, Set<Concern> concerns) {
    if (concerns.isEmpty()) {
      throw new IllegalArgumentException("an alert is about something");
    }
    Diagnostician asked = new Diagnostician(facts, concerns);
    Diagnostician all = new Diagnostician(facts, EnumSet.allOf(Concern.class));
    Finding first = Finding.UNCLEAR_CAUSE;
    List<Finding> others = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      boolean explains = finding.explains(concerns) && !asked.evidence(finding).isEmpty();
      if (explains && first == Finding.UNCLEAR_CAUSE) {
        first = finding;
      } else if (!all.evidence(finding).isEmpty()) {
        others.add(finding);
      }
    }
    return asked.describe(first, others);
  }

  private Diagnosis describe(Finding finding, List<Finding> others) {
    Set<Observation> lines = new LinkedHashSet<>(evidence(finding));
    facts.observations().stream().filter(Observation::isAbnormal).forEach(lines::add);
    List<Sign> unknown = new ArrayList<>();
    for (Sign sign : consulted(finding)) {
      if (facts.verdict(sign) == Verdict.UNKNOWN) {
        unknown.add(sign);
      } else {
        lines.addAll(facts.of(sign));
      }
    }
    String qualifier = finding == Finding.POPULATION_SHIFT ? harm() : "";
    return new Diagnosis(finding, qualifier, List.copyOf(lines), unknown, others);
  }

  private String harm() {
    if (facts.has(Sign.PERFORMANCE, Sign.ERROR_CHANGE)) {
      return "with loss of performance";
    }
    return facts.verdict(Sign.PERFORMANCE) == Verdict.FALSE
        ? "without loss of performance"
        : "and whether performance suffers is not known";
  }

  /** Returns what speaks for a finding; nothing when it does not hold. */
  private List<Observation> evidence(Finding finding) {
    return switch (finding) {
      case SCHEMA_CHANGE -> facts.abnormal(Sign.SCHEMA_CHANGED);
      case MISSING_VALUES -> facts.abnormal(Sign.MISSING);
      case INVALID_VALUES -> facts.abnormal(Sign.INVALID);
      case STUCK_VALUES -> facts.abnormal(Sign.STUCK);
      case UNSEEN_CATEGORIES -> facts.abnormal(Sign.UNSEEN);
      case OUT_OF_RANGE -> facts.abnormal(Sign.OUT_OF_RANGE);
      case QUALITY_ISSUE -> facts.abnormal(Sign.OTHER_QUALITY);
      case CPU_THROTTLING -> facts.abnormal(Sign.THROTTLED);
      case GC_PRESSURE -> when(!starved(), facts.abnormal(Sign.GC));
      case CPU_STARVATION -> when(starved(), facts.abnormal(Sign.CPU_WAIT, Sign.HOST_CPU));
      case MEMORY_PRESSURE -> memory();
      case BAD_VERSION -> version();
      case UPSTREAM_ERRORS -> errors(ErrorSource.UPSTREAM);
      case OVERLOAD -> overload();
      case CPU_SATURATION -> facts.abnormal(Sign.PROCESS_CPU);
      case MODEL_ERRORS -> errors(ErrorSource.CODE);
      case OVERFITTING -> overfitting();
      case CONCEPT_DRIFT -> concept();
      case POPULATION_SHIFT -> facts.abnormal(Sign.INPUT_DRIFT, Sign.ROW_DRIFT);
      case OUTPUT_CHANGE ->
          when(inputsUnchanged() && !facts.has(Sign.VERSION), facts.abnormal(Sign.OUTPUT_DRIFT));
      case OUTPUT_QUALITY -> facts.abnormal(Sign.OUTPUT_QUALITY);
      case MISCALIBRATION -> facts.abnormal(Sign.CALIBRATION);
      case TRAFFIC_CHANGE -> facts.abnormal(Sign.THROUGHPUT);
      case UNCLEAR_CAUSE -> List.of();
    };
  }

  private static List<Observation> when(boolean holds, List<Observation> evidence) {
    return holds ? evidence : List.of();
  }

  /** Who waits for processors and does not use them himself is kept from them by others. */
  private boolean starved() {
    return facts.has(Sign.CPU_WAIT, Sign.HOST_CPU) && !facts.has(Sign.PROCESS_CPU);
  }

  private boolean inputsUnchanged() {
    return facts.verdict(Sign.INPUT_DRIFT) == Verdict.FALSE && !facts.has(Sign.ROW_DRIFT);
  }

  private List<Observation> memory() {
    List<Observation> lines = new ArrayList<>(facts.abnormal(Sign.MEMORY_WAIT));
    lines.addAll(errors(ErrorSource.MEMORY));
    return lines;
  }

  private List<Observation> errors(ErrorSource source) {
    return facts.abnormal(Sign.ERROR_TYPE).stream()
        .filter(observation -> ErrorSource.of(observation.subject()) == source)
        .toList();
  }

  /** What a version can be blamed for: what the alert is about, unless the inputs explain it. */
  private List<Observation> version() {
    List<Observation> worse = new ArrayList<>();
    boolean moved = facts.has(Sign.INPUT_DRIFT, Sign.ROW_DRIFT);
    if (concerns.contains(Concern.DATA) && !moved) {
      worse.addAll(facts.abnormal(Sign.OUTPUT_DRIFT));
    }
    if (concerns.contains(Concern.PERFORMANCE)) {
      worse.addAll(facts.abnormal(Sign.ESTIMATE_GAP));
      if (!moved) {
        worse.addAll(facts.abnormal(Sign.PERFORMANCE, Sign.ERROR_CHANGE, Sign.CALIBRATION));
      }
    }
    if (concerns.contains(Concern.ERRORS)) {
      worse.addAll(facts.abnormal(Sign.ERROR_RATE, Sign.ERROR_TYPE));
    }
    if (concerns.contains(Concern.SPEED)) {
      worse.addAll(facts.abnormal(Sign.LATENCY));
    }
    List<Observation> lines = new ArrayList<>(facts.abnormal(Sign.VERSION));
    if (lines.isEmpty() || worse.isEmpty()) {
      return List.of();
    }
    lines.addAll(worse);
    return lines;
  }

  private List<Observation> overload() {
    List<Observation> more =
        facts.abnormal(Sign.THROUGHPUT).stream()
            .filter(observation -> observation.now() > observation.before())
            .toList();
    return when(facts.has(Sign.LATENCY, Sign.ERROR_RATE), more);
  }

  /** Below training from the beginning: neither fallen nor moved. */
  private List<Observation> overfitting() {
    boolean fallen = facts.has(Sign.PERFORMANCE, Sign.ERROR_CHANGE);
    return when(!fallen && inputsUnchanged(), facts.abnormal(Sign.TRAINING_GAP));
  }

  private List<Observation> concept() {
    List<Observation> worse =
        facts.abnormal(Sign.ESTIMATE_GAP, Sign.PERFORMANCE, Sign.ERROR_CHANGE);
    return when(inputsUnchanged() || facts.has(Sign.ESTIMATE_GAP), worse);
  }

  /** What the reader is told of a finding in any case, abnormal or not. */
  private Set<Sign> consulted(Finding finding) {
    return switch (finding) {
      case POPULATION_SHIFT -> EnumSet.of(Sign.PERFORMANCE, Sign.ESTIMATE_GAP);
      case BAD_VERSION, CONCEPT_DRIFT, OVERFITTING, OUTPUT_CHANGE, MISCALIBRATION ->
          EnumSet.of(Sign.INPUT_DRIFT, Sign.PERFORMANCE, Sign.ESTIMATE_GAP);
      case UNCLEAR_CAUSE -> asked();
      default ->
          finding.explains(EnumSet.of(Concern.SPEED))
              ? EnumSet.of(Sign.CPU_WAIT, Sign.PROCESS_CPU, Sign.GC)
              : EnumSet.of(Sign.PERFORMANCE);
    };
  }

  private Set<Sign> asked() {
    Set<Sign> signs = EnumSet.noneOf(Sign.class);
    if (concerns.contains(Concern.DATA) || concerns.contains(Concern.PERFORMANCE)) {
      signs.addAll(EnumSet.of(Sign.INPUT_DRIFT, Sign.PERFORMANCE, Sign.ESTIMATE_GAP));
    }
    if (concerns.contains(Concern.SPEED) || concerns.contains(Concern.ERRORS)) {
      signs.addAll(EnumSet.of(Sign.CPU_WAIT, Sign.PROCESS_CPU, Sign.GC, Sign.ERROR_RATE));
    }
    return signs;
  }
}
