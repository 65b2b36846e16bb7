package io.modelmon.alert.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.modelmon.alert.Explanation;
import io.modelmon.alert.threshold.Verdict;
import io.modelmon.math.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {

  private static final Observation INPUTS_SAME = normal(Sign.INPUT_DRIFT, "");
  private static final Observation INPUTS_MOVED = abnormal(Sign.INPUT_DRIFT, "age");

  private static Observation abnormal(Sign sign, String subject) {
    return new Observation(sign, subject, Verdict.TRUE, 0.1, 0.4, 500);
  }

  private static Observation normal(Sign sign, String subject) {
    return new Observation(sign, subject, Verdict.FALSE, 0.1, 0.1, 500);
  }

  private static Diagnosis diagnose(Set<Concern> concerns, Observation... observations) {
    return Diagnostician.diagnose(new WindowFacts(List.of(observations)), concerns);
  }

  private static Finding finding(Concern concern, Observation... observations) {
    return diagnose(EnumSet.of(concern), observations).finding();
  }

  private static Finding finding(Concern concern, Sign... abnormal) {
    return finding(
        concern,
        Arrays.stream(abnormal).map(sign -> abnormal(sign, "")).toArray(Observation[]::new));
  }

  @Test
  void diagnose_brokenInputs_comeBeforeWhatTheyCause() {
    for (Concern concern : List.of(Concern.DATA, Concern.PERFORMANCE)) {
      assertThat(
              finding(
                  concern,
                  Sign.MISSING,
                  Sign.INPUT_DRIFT,
                  Sign.OUTPUT_DRIFT,
                  Sign.PERFORMANCE,
                  Sign.VERSION))
          .isEqualTo(Finding.MISSING_VALUES);
      assertThat(finding(concern, Sign.SCHEMA_CHANGED, Sign.MISSING))
          .isEqualTo(Finding.SCHEMA_CHANGE);
      assertThat(finding(concern, Sign.INVALID, Sign.INPUT_DRIFT))
          .isEqualTo(Finding.INVALID_VALUES);
      assertThat(finding(concern, Sign.STUCK, Sign.INPUT_DRIFT)).isEqualTo(Finding.STUCK_VALUES);
      assertThat(finding(concern, Sign.UNSEEN, Sign.INPUT_DRIFT))
          .isEqualTo(Finding.UNSEEN_CATEGORIES);
      assertThat(finding(concern, Sign.OUT_OF_RANGE, Sign.INPUT_DRIFT))
          .isEqualTo(Finding.OUT_OF_RANGE);
    }
  }

  @Test
  void diagnose_otherRules_areNamedAsSuch() {
    assertThat(finding(Concern.DATA, Sign.OTHER_QUALITY, Sign.INPUT_DRIFT))
        .isEqualTo(Finding.QUALITY_ISSUE);
    assertThat(finding(Concern.DATA, Sign.OUTPUT_QUALITY)).isEqualTo(Finding.OUTPUT_QUALITY);
    assertThat(finding(Concern.DATA, Sign.OUTPUT_QUALITY, Sign.MISSING))
        .isEqualTo(Finding.MISSING_VALUES);
  }

  @Test
  void diagnose_movedInputs_sayWhetherPerformanceSuffers() {
    Diagnosis harmless =
        diagnose(EnumSet.of(Concern.DATA), INPUTS_MOVED, normal(Sign.PERFORMANCE, "accuracy"));
    Diagnosis harmful =
        diagnose(EnumSet.of(Concern.DATA), INPUTS_MOVED, abnormal(Sign.PERFORMANCE, "accuracy"));
    Diagnosis unlabelled = diagnose(EnumSet.of(Concern.DATA), INPUTS_MOVED);

    assertThat(harmless.finding()).isEqualTo(Finding.POPULATION_SHIFT);
    assertThat(harmless.qualifier()).isEqualTo("without loss of performance");
    assertThat(harmful.finding()).isEqualTo(Finding.POPULATION_SHIFT);
    assertThat(harmful.qualifier()).isEqualTo("with loss of performance");
    assertThat(unlabelled.qualifier()).contains("not known");
    assertThat(unlabelled.unknown()).contains(Sign.PERFORMANCE, Sign.ESTIMATE_GAP);
  }

  @Test
  void diagnose_errorsAtSameInputs_areTheModels() {
    assertThat(finding(Concern.PERFORMANCE, INPUTS_SAME, abnormal(Sign.PERFORMANCE, "accuracy")))
        .isEqualTo(Finding.CONCEPT_DRIFT);
    assertThat(finding(Concern.PERFORMANCE, INPUTS_SAME, abnormal(Sign.ERROR_CHANGE, "adwin")))
        .isEqualTo(Finding.CONCEPT_DRIFT);
    assertThat(finding(Concern.PERFORMANCE, INPUTS_SAME, abnormal(Sign.TRAINING_GAP, "accuracy")))
        .isEqualTo(Finding.OVERFITTING);
    assertThat(finding(Concern.PERFORMANCE, INPUTS_SAME, abnormal(Sign.CALIBRATION, "ece")))
        .isEqualTo(Finding.MISCALIBRATION);
    assertThat(finding(Concern.DATA, INPUTS_SAME, abnormal(Sign.OUTPUT_DRIFT, "prediction")))
        .isEqualTo(Finding.OUTPUT_CHANGE);
  }

  @Test
  void diagnose_errorsWhereInputsAreUnknown_blamesNobody() {
    Diagnosis diagnosis =
        diagnose(EnumSet.of(Concern.PERFORMANCE), abnormal(Sign.PERFORMANCE, "accuracy"));

    assertThat(diagnosis.finding()).isEqualTo(Finding.UNCLEAR_CAUSE);
    assertThat(diagnosis.finding().kind()).isEqualTo(Explanation.Kind.UNCLEAR);
    assertThat(diagnosis.unknown()).contains(Sign.INPUT_DRIFT);
    assertThat(diagnosis.evidence()).extracting(Observation::subject).containsExactly("accuracy");
  }

  @Test
  void diagnose_movedInputs_explainErrorsUnlessTheEstimateSaysNo() {
    Observation worse = abnormal(Sign.PERFORMANCE, "accuracy");
    Observation explained = normal(Sign.ESTIMATE_GAP, "accuracy");
    Observation unexplained = abnormal(Sign.ESTIMATE_GAP, "accuracy");

    assertThat(finding(Concern.PERFORMANCE, INPUTS_MOVED, worse, explained))
        .isEqualTo(Finding.POPULATION_SHIFT);
    assertThat(finding(Concern.PERFORMANCE, INPUTS_MOVED, worse, unexplained))
        .isEqualTo(Finding.CONCEPT_DRIFT);
  }

  @Test
  void diagnose_newVersion_isBlamedForWhatTheAlertIsAbout() {
    Observation version = Observation.words(Sign.VERSION, "8", "since 2 windows");
    Observation worse = abnormal(Sign.PERFORMANCE, "accuracy");
    Observation slow = abnormal(Sign.LATENCY, "p99");

    assertThat(finding(Concern.PERFORMANCE, version, worse, INPUTS_SAME))
        .isEqualTo(Finding.BAD_VERSION);
    assertThat(finding(Concern.SPEED, version, slow)).isEqualTo(Finding.BAD_VERSION);
    assertThat(finding(Concern.ERRORS, version, abnormal(Sign.ERROR_RATE, "")))
        .isEqualTo(Finding.BAD_VERSION);
    assertThat(finding(Concern.DATA, version, slow, INPUTS_MOVED))
        .isEqualTo(Finding.POPULATION_SHIFT);
    assertThat(finding(Concern.PERFORMANCE, version, worse, INPUTS_MOVED))
        .isEqualTo(Finding.POPULATION_SHIFT);
    assertThat(finding(Concern.PERFORMANCE, version, INPUTS_SAME)).isEqualTo(Finding.UNCLEAR_CAUSE);
  }

  @Test
  void diagnose_slowCalls_areExplainedByWhoHasTheProcessors() {
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.CPU_WAIT))
        .isEqualTo(Finding.CPU_STARVATION);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.CPU_WAIT, Sign.GC, Sign.VERSION))
        .isEqualTo(Finding.CPU_STARVATION);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.CPU_WAIT, Sign.PROCESS_CPU, Sign.GC))
        .isEqualTo(Finding.GC_PRESSURE);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.GC)).isEqualTo(Finding.GC_PRESSURE);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.THROTTLED, Sign.CPU_WAIT))
        .isEqualTo(Finding.CPU_THROTTLING);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.PROCESS_CPU))
        .isEqualTo(Finding.CPU_SATURATION);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.PROCESS_CPU, Sign.THROUGHPUT))
        .isEqualTo(Finding.OVERLOAD);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.MEMORY_WAIT))
        .isEqualTo(Finding.MEMORY_PRESSURE);
    assertThat(finding(Concern.SPEED, Sign.THROUGHPUT)).isEqualTo(Finding.TRAFFIC_CHANGE);
    assertThat(finding(Concern.SPEED, Sign.LATENCY, Sign.INPUT_DRIFT, Sign.MISSING))
        .isEqualTo(Finding.UNCLEAR_CAUSE);
  }

  @Test
  void diagnose_errors_areToldByTheirType() {
    assertThat(finding(Concern.ERRORS, abnormal(Sign.ERROR_TYPE, "java.net.ConnectException")))
        .isEqualTo(Finding.UPSTREAM_ERRORS);
    assertThat(finding(Concern.ERRORS, abnormal(Sign.ERROR_TYPE, "java.lang.OutOfMemoryError")))
        .isEqualTo(Finding.MEMORY_PRESSURE);
    Observation code = abnormal(Sign.ERROR_TYPE, "java.lang.NullPointerException");
    assertThat(finding(Concern.ERRORS, code)).isEqualTo(Finding.MODEL_ERRORS);
    assertThat(finding(Concern.ERRORS, code, abnormal(Sign.MISSING, "age")))
        .isEqualTo(Finding.MISSING_VALUES);
  }

  @Test
  void diagnosis_ofMissingValues_namesFeaturesNumbersAndOtherFindings() {
    Diagnosis diagnosis =
        diagnose(
            EnumSet.of(Concern.DATA),
            INPUTS_MOVED,
            abnormal(Sign.MISSING, "income").within(new Interval(0.36, 0.44, 0.99)),
            abnormal(Sign.SEGMENT_PERFORMANCE, "channel=web"));

    assertThat(diagnosis.features()).containsExactly("income", "age");
    assertThat(diagnosis.segments()).containsExactly("channel=web");
    assertThat(diagnosis.alsoFound()).containsExactly(Finding.POPULATION_SHIFT);
    Explanation words = diagnosis.explanation(List.of("one more line"));
    assertThat(words.kind()).isEqualTo(Explanation.Kind.DATA);
    assertThat(words.finding()).startsWith("missing_values: ");
    assertThat(words.features()).containsExactly("income", "age");
    assertThat(words.evidence())
        .containsExactly(
            "missing values 'income' 40 % [36 %, 44 %], before 10 %, n 500",
            "drift 'age' 0.4, before 0.1, n 500",
            "performance of a segment 'channel=web' 0.4, before 0.1, n 500",
            "one more line",
            "also found: population_shift",
            "unknown: performance");
  }

  @Test
  void diagnose_anyFacts_neverFailAndAreDeterministic() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      List<Observation> observations = new ArrayList<>();
      for (Sign sign : Sign.values()) {
        if (random.nextInt(3) == 0) {
          Verdict verdict = Verdict.values()[random.nextInt(3)];
          observations.add(new Observation(sign, "s", verdict, Double.NaN, Double.NaN, 1));
        }
      }
      List<Concern> all = new ArrayList<>(List.of(Concern.values()));
      Collections.shuffle(all, random);
      Set<Concern> concerns = new HashSet<>(all.subList(0, 1 + random.nextInt(4)));
      WindowFacts facts = new WindowFacts(observations);

      Diagnosis diagnosis = Diagnostician.diagnose(facts, concerns);

      assertThat(Diagnostician.diagnose(facts, EnumSet.copyOf(concerns))).isEqualTo(diagnosis);
      assertThat(diagnosis.alsoFound()).doesNotContain(diagnosis.finding());
      assertThat(diagnosis.explanation(List.of()).evidence().size())
          .isLessThanOrEqualTo(Diagnosis.MAX_LINES);
    }
  }

  @Test
  void diagnose_noConcern_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> diagnose(EnumSet.noneOf(Concern.class), INPUTS_SAME));
  }

  @Test
  void concern_ofIndicators_isToldByTheirNames() {
    assertThat(Concern.of(List.of("latency.p99", "error.rate")))
        .containsExactly(Concern.ERRORS, Concern.SPEED);
    assertThat(Concern.of(List.of("feature[\"age\"].missing"))).containsExactly(Concern.DATA);
    assertThat(Concern.of(List.of("performance.f1"))).containsExactly(Concern.PERFORMANCE);
    assertThat(Concern.of(List.of("window.predictions"))).hasSize(4);
  }
}
