package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.Severity;
import io.modelmon.alert.diagnosis.Observation;
import io.modelmon.alert.diagnosis.Sign;
import io.modelmon.alert.threshold.Verdict;
import io.modelmon.math.Interval;
import io.modelmon.quality.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertedSignsTest {

  private static AlertNotice notice(String feature, String indicator, boolean holds) {
    Evidence evidence = new Evidence(indicator, 0.4, 0.1, 500, Interval.UNKNOWN, holds);
    return new AlertNotice(
        new AlertKey("credit", "1", "rule"),
        AlertNotice.Kind.FIRING,
        Severity.WARNING,
        "a rule",
        0,
        1,
        List.of(new AlertSubject(feature, 0, List.of(evidence))),
        1,
        1);
  }

  private static List<Observation> of(String feature, String indicator, boolean holds) {
    Rate rate = new Rate(1, 10, 10);
    ColumnShares shares = new ColumnShares("age", rate, rate, null, null);
    return AlertedSigns.of(notice(feature, indicator, holds), Map.of("age", shares));
  }

  @Test
  void of_comparisonsThatHold_areAbnormal() {
    assertThat(of("", "latency.p99", true))
        .extracting(Observation::sign, Observation::subject)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Sign.LATENCY, "p99"));
    assertThat(of("age", "feature[\"age\"].missing", true))
        .extracting(Observation::sign, Observation::subject)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Sign.MISSING, "age"));
    assertThat(of("age", "feature[\"age\"].unseen", true)).hasSize(1);
    assertThat(of("age", "feature[\"age\"].drift.psi", true)).isEmpty();
    assertThat(of("", "performance.f1", true)).isEmpty();
    assertThat(of("", "latency.p99", false)).isEmpty();
  }

  @Test
  void merge_whatIsKnown_staysAsItIs() {
    Observation usual = new Observation(Sign.LATENCY, "p99", Verdict.FALSE, 0.4, 0.4, 500);
    Observation unknown = new Observation(Sign.LATENCY, "p99", Verdict.UNKNOWN, 0.4, 0.4, 500);
    List<Observation> alerted = of("", "latency.p99", true);
    List<Observation> known = new ArrayList<>(List.of(usual));
    List<Observation> notKnown = new ArrayList<>(List.of(unknown));

    AlertedSigns.merge(known, alerted);
    AlertedSigns.merge(notKnown, alerted);

    assertThat(known).containsExactly(usual);
    assertThat(notKnown).isEqualTo(alerted);
  }

  @Test
  void metrics_ofIndicators_areTheirNames() {
    assertThat(
            AlertedSigns.metrics(
                Set.of("performance.f1{channel=\"web\"}", "performance.roc_auc", "latency.p99")))
        .containsExactlyInAnyOrder("f1", "roc_auc");
  }
}
