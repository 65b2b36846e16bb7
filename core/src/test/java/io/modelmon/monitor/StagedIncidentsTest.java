package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.Explanation;
import io.modelmon.alert.feedback.RulePrecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents, each to be named rightly. All seeds are fixed: no test can fail by chance. */
class StagedIncidentsTest {

  private static final int QUIET = 9;
  private static final int INCIDENT = 4;

  @TempDir private Path folder;

  private StagedService quiet(String... models) throws IOException {
    StagedService service = new StagedService(1, folder, models);
    service.serve(QUIET);
    assertThat(service.findings()).isEmpty();
    return service;
  }

  private static void assertEvidence(Explanation explanation, String... lines) {
    for (String line : lines) {
      assertThat(explanation.evidence()).anySatisfy(given -> assertThat(given).matches(line));
    }
  }

  @Test
  void nulls_ofThePipeline_areMissingValues() throws IOException {
    StagedService service = quiet("credit");
    service.missing = 0.5;
    service.serve(INCIDENT);

    Explanation why = service.explanation("drift");
    assertThat(why.kind()).isEqualTo(Explanation.Kind.DATA);
    assertThat(why.finding()).startsWith("missing_values: ");
    assertThat(why.features()).containsExactly("income");
    assertEvidence(why, "missing values 'income' [45]\\d(\\.\\d)? % \\[.*\\], before 0 %, n 500.*");
    assertThat(why.nextStep()).contains("fills these features");
    assertThat(service.findings())
        .allSatisfy(finding -> assertThat(finding).contains("DATA missing_values"));
  }

  @Test
  void shift_withoutLoss_isAPopulationShift() throws IOException {
    StagedService service = quiet("credit");
    service.shift = 0.6;
    service.serve(INCIDENT);

    Explanation why = service.explanation("drift");
    assertThat(why.kind()).isEqualTo(Explanation.Kind.DATA);
    assertThat(why.finding())
        .startsWith("population_shift: ")
        .endsWith("without loss of performance");
    assertThat(why.features()).containsExactlyInAnyOrder("age", "income");
    assertEvidence(
        why,
        "drift 'age' 0\\..*: mean 0\\.[56].*, before -?0\\.0.* \\(ks, p .*, noise .*\\)",
        "performance 'accuracy' 0\\.(8|79).* \\[.*\\], before 0\\.8.*, n 500");
    assertThat(service.findings()).containsExactly("drift: DATA " + why.finding());
  }

  @Test
  void law_thatChanged_isConceptDrift() throws IOException {
    StagedService service = quiet("credit");
    service.lawChanged = true;
    service.serve(INCIDENT);

    Explanation why = service.explanation("accuracy");
    assertThat(why.kind()).isEqualTo(Explanation.Kind.MODEL);
    assertThat(why.finding()).startsWith("concept_drift: ");
    assertEvidence(
        why,
        "performance 'accuracy' 0\\.[45].* \\[.*\\], before 0\\.8.*, n 500",
        ".*none of the 3 compared has drifted");
    assertThat(service.findings()).containsExactly("accuracy: MODEL " + why.finding());
  }

  @Test
  void version_thatDoesWorse_isABadVersion() throws IOException {
    StagedService service = quiet("credit");
    service.version = "2";
    service.serve(INCIDENT);

    Explanation why = service.explanation("accuracy");
    assertThat(why.kind()).isEqualTo(Explanation.Kind.MODEL);
    assertThat(why.finding()).startsWith("bad_version: ");
    assertThat(why.nextStep()).contains("roll back");
    assertEvidence(
        why,
        "version changed '2': in place of '1' for 2 windows",
        "performance 'accuracy' 0\\.5.* \\[.*\\], before 0\\.8.*, n 500",
        ".*none of the 3 compared has drifted");
    assertThat(service.findings()).containsExactly("accuracy: MODEL " + why.finding());
  }

  @Test
  void law_thatChangedUnderAShift_isToldByTheEstimate() throws IOException {
    StagedService service = new StagedService(1, folder, true, false, "credit");
    service.serve(QUIET);
    service.shift = 0.6;
    service.lawChanged = true;
    service.serve(INCIDENT);

    Explanation why = service.explanation("accuracy");
    assertThat(why.finding()).startsWith("concept_drift: ");
    assertEvidence(
        why,
        "performance against its estimate 'accuracy' 0\\.[45].* \\[.*\\], before 0\\.[78].*",
        "drift 'age' .*");
    assertThat(service.explanation("drift").finding()).startsWith("population_shift: ");
  }

  @Test
  void model_thatWasNeverAsGoodAsInTraining_isOverfitted() throws IOException {
    StagedService service = new StagedService(1, folder, true, true, "credit");
    service.serve(QUIET);

    Explanation why = service.explanation("promised");
    assertThat(why.kind()).isEqualTo(Explanation.Kind.MODEL);
    assertThat(why.finding()).startsWith("overfitting: ");
    assertEvidence(
        why, "performance against training 'accuracy' 0\\.[78].* \\[.*\\], before 1, n \\d+");
  }

  @Test
  void processors_thatOthersUse_areCpuStarvation() throws IOException {
    StagedService service = quiet("credit");
    service.cpuWait = 0.6;
    service.durationNanos = 100_000_000;
    service.serve(INCIDENT);

    Explanation why = service.explanation("latency");
    assertThat(why.kind()).isEqualTo(Explanation.Kind.ENVIRONMENT);
    assertThat(why.finding()).startsWith("cpu_starvation: ");
    assertEvidence(
        why,
        "time waiting for CPU [56]\\d(\\.\\d)? %, before [12](\\.\\d+)? %",
        "latency 'p99' 1\\d\\d ms, before 5\\.\\d+ ms, n 500",
        "CPU used by this process 5 %, before 5 %");
    assertThat(service.findings()).containsExactly("latency: ENVIRONMENT " + why.finding());
  }

  @Test
  void slowdown_withoutACauseThatIsSeen_isUnclear() throws IOException {
    StagedService service = quiet("credit");
    service.durationNanos = 100_000_000;
    service.serve(INCIDENT);

    Explanation why = service.explanation("latency");
    assertThat(why.kind()).isEqualTo(Explanation.Kind.UNCLEAR);
    assertEvidence(
        why, "time waiting for CPU [12](\\.\\d+)? %.*", "unknown: time in garbage collection");
  }

  @Test
  void errors_ofWhatDoesNotAnswer_areUpstream() throws IOException {
    StagedService service = quiet("credit");
    service.errorType = "java.net.SocketTimeoutException";
    service.errorShare = 0.3;
    service.serve(INCIDENT);

    Explanation why = service.explanation("errors");
    assertThat(why.finding()).startsWith("upstream_errors: ");
    assertEvidence(
        why, "errors of type 'java.net.SocketTimeoutException' [23].* %, before 0 %, n \\d+");
  }

  @Test
  void models_thatDriftTogether_nameEachOther() throws IOException {
    StagedService service = quiet("credit", "churn");
    service.shift = 0.6;
    service.serve(INCIDENT);

    Explanation last = service.explanations("drift").get(1);
    assertThat(service.explanations("drift")).hasSize(2);
    assertThat(last.evidence()).contains("model 'credit:1' drifted on 'age', 'income' too");
  }

  @Test
  void rule_thatWasWrongTooOften_isRaisedAndSaysSo() throws IOException {
    StagedService service = new StagedService(1, folder, "credit");
    service.raise(List.of(new RulePrecision("credit", "latency", 1, 19)));
    service.serve(3);
    service.durationNanos = 60_000_000;
    service.serve(3);

    assertThat(service.findings()).isEmpty();
    assertThat(service.log)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "model credit: 1 of 20 alerts of rule 'latency' were right \\(1 % to"
                            + " 24 %\\); it is raised 1\\.70-fold, to latency.p99 > 0\\.085.*"));
    service.durationNanos = 100_000_000;
    service.serve(3);
    assertThat(service.findings()).hasSize(1);
  }
}
