package io.modelmon.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final ReceiverFixture fixture = new ReceiverFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void of_exactlyTheExpectedFeatures_isAsExpected() throws Exception {
    fixture.quietCalls(10);
    fixture.verdict("age", true);
    fixture.verdict("amount", false);
    fixture.event("age");

    Report report = Report.of(fixture.receiver, expect("age", ""));

    assertThat(report.asExpected()).as(String.join("\n", report.lines())).isTrue();
    assertThat(report.lines()).contains("features the agent named:    age");
  }

  @Test
  void of_aFeatureMissed_isNotAsExpected() throws Exception {
    fixture.quietCalls(10);
    fixture.verdict("age", false);

    assertThat(Report.of(fixture.receiver, expect("age", "")).asExpected()).isFalse();
  }

  @Test
  void of_oneFeatureTooMany_isNotAsExpected() throws Exception {
    fixture.quietCalls(10);
    fixture.verdict("age", true);
    fixture.event("age");

    assertThat(Report.of(fixture.receiver, expect("", "")).asExpected()).isFalse();
  }

  @Test
  void of_anEventSentTwice_isNotAsExpected() throws Exception {
    fixture.quietCalls(10);
    fixture.verdict("age", true);
    fixture.event("age");
    fixture.event("age");

    Report report = Report.of(fixture.receiver, expect("age", ""));

    assertThat(report.asExpected()).isFalse();
    assertThat(report.lines()).contains("FAIL drift events, log form: {age=2}, not {age=1}");
  }

  @Test
  void of_anOutput_isKeptApartFromFeatures() throws Exception {
    fixture.quietCalls(10);
    fixture.verdict("prediction", true);
    fixture.event("prediction");

    assertThat(Report.of(fixture.receiver, expect("", "prediction")).asExpected()).isTrue();
    assertThat(Report.of(fixture.receiver, expect("prediction", "")).asExpected()).isFalse();
  }

  @Test
  void of_onePredictionLost_isNotAsExpected() throws Exception {
    fixture.quietCalls(9);

    Report report = Report.of(fixture.receiver, expect("", ""));

    assertThat(report.complete()).isFalse();
    assertThat(report.asExpected()).isFalse();
  }

  @Test
  void of_callsThatThrew_isNotAsExpected() throws Exception {
    fixture.calls();

    Report report = Report.of(fixture.receiver, expect("", ""));

    assertThat(report.complete()).isTrue();
    assertThat(report.asExpected()).isFalse();
  }

  @Test
  void of_labelsThatCameLate_showsPerformanceBesideTheEstimate() throws Exception {
    fixture.quietCalls(10);
    fixture.performance(true, 3, 0.70);

    Report before = Report.of(fixture.receiver, expect(400, "", ""));
    fixture.labels(400);
    fixture.performance(false, 2, 0.75);
    Report after = Report.of(fixture.receiver, expect(400, "", ""));

    assertThat(before.complete()).isFalse();
    assertThat(before.lines())
        .contains("  accuracy estimated           0.700 (0.650 to 0.750), window 3")
        .noneMatch(line -> line.contains("by 400 labels"));
    assertThat(after.asExpected()).as(String.join("\n", after.lines())).isTrue();
    assertThat(after.lines())
        .containsSubsequence(
            "  accuracy by 400 labels       0.750 (0.700 to 0.800), window 2",
            "  accuracy estimated           0.700 (0.650 to 0.750), window 3");
  }

  @Test
  void of_oneLabelLost_isNotAsExpected() throws Exception {
    fixture.quietCalls(10);
    fixture.labels(399);

    assertThat(Report.of(fixture.receiver, expect(400, "", "")).asExpected()).isFalse();
  }

  @Test
  void of_nothingReceived_isIncomplete() {
    Report report = Report.of(fixture.receiver, expect("", ""));

    assertThat(report.complete()).isFalse();
    assertThat(report.asExpected()).isFalse();
  }

  private static Expectation expect(String features, String outputs) {
    return expect(0, features, outputs);
  }

  private static Expectation expect(long labels, String features, String outputs) {
    return new Expectation(
        "credit", 10, 2, labels, Expectation.names(features), Expectation.names(outputs));
  }
}
