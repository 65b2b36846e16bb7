package io.modelmon.alert.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.alert.AlertKey;
import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertRule;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Severity;
import io.modelmon.alert.indicator.StandardIndicators;
import io.modelmon.alert.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedbackTest {

  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

  @TempDir Path folder;

  private static FeedbackMark mark(String rule, long window, boolean right) {
    return mark(rule, window, NOW, right);
  }

  private static FeedbackMark mark(String rule, long window, Instant since, boolean right) {
    return new FeedbackMark(NOW, new AlertKey("credit\t1%", "7\n", rule), window, since, right);
  }

  @Test
  void file_marks_areReadAsWrittenAndTheLastCounts() throws IOException {
    FeedbackFile file = FeedbackFile.beside(folder.resolve("modelmon.yaml"));
    assertThat(file.marks()).isEmpty();
    file.append(mark("drift", 3, false));
    file.append(mark("drift", 4, true));
    file.append(mark("latency", 3, true));
    file.append(mark("drift", 3, true));

    assertThat(file.path()).hasFileName("modelmon.yaml.feedback");
    assertThat(file.marks())
        .containsExactly(mark("drift", 3, true), mark("drift", 4, true), mark("latency", 3, true));
    assertThat(Files.readAllLines(file.path())).hasSize(4);
  }

  @Test
  void file_windowNumbersOfOtherProcesses_areOtherAlerts() throws IOException {
    FeedbackFile file = new FeedbackFile(folder.resolve("marks"));
    Instant later = NOW.plusMillis(1);
    file.append(mark("drift", 3, NOW, false));
    file.append(mark("drift", 3, later, false));
    file.append(mark("drift", 3, later.plusNanos(7), true));
    Files.writeString(
        file.path(),
        "2026-01-05T10:00:00Z\tright\tcredit%091%25\t7%0A\tdrift\t3\n",
        StandardOpenOption.APPEND);

    assertThat(file.marks())
        .containsExactly(
            mark("drift", 3, NOW, false),
            mark("drift", 3, later, true),
            mark("drift", 3, Instant.EPOCH, true));
  }

  @Test
  void mark_ofANotice_namesItsBeginning() {
    AlertSubject subject = new AlertSubject("", 1_700_000_000_123_456_789L, List.of());
    AlertNotice notice =
        new AlertNotice(
            new AlertKey("credit", "7", "drift"),
            AlertNotice.Kind.FIRING,
            Severity.WARNING,
            "drift.share > 30%",
            1_700_000_060_000_000_000L,
            12,
            List.of(subject),
            1,
            1);

    FeedbackMark mark = FeedbackMark.of(NOW, notice, true);

    assertThat(mark.since()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123Z"));
    assertThat(mark.window()).isEqualTo(12);
  }

  @Test
  void file_linesThatAreNone_arePassedOver() throws IOException {
    FeedbackFile file = new FeedbackFile(folder.resolve("marks"));
    file.append(mark("drift", 1, true));
    Files.writeString(
        file.path(),
        "\nnonsense\n2026-01-05T10:00:00Z\tmaybe\ta\tb\tc\t1\nx\tright\ta\tb\tc\t1\n"
            + "2026-01-05T10:00:00Z\tright\t%zz\tb\tc\t1\n2026-01-05T10:00:00Z\tright\ta\tb\tc",
        StandardOpenOption.APPEND);
    file.append(mark("drift", 2, true));

    assertThat(file.marks()).first().isEqualTo(mark("drift", 1, true));
    assertThat(file.marks().size()).isBetween(1, 2);
  }

  @Test
  void mark_anyLine_isReadOrRefused() {
    Random random = new Random(5);
    String valid = mark("drift", 12, false).line();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(valid);
      for (int change = 0; change < 3; change++) {
        line.setCharAt(random.nextInt(line.length()), (char) random.nextInt(128));
      }
      FeedbackMark read = FeedbackMark.parse(line.toString());
      if (read != null) {
        assertThat(FeedbackMark.parse(read.line())).isEqualTo(read);
      }
    }
  }

  @Test
  void precision_ofMarks_hasWilsonsInterval() {
    List<RulePrecision> rules =
        RulePrecision.of(
            List.of(
                mark("drift", 1, true),
                mark("drift", 2, false),
                mark("latency", 1, false),
                mark("drift", 3, true)));

    assertThat(rules)
        .containsExactly(
            new RulePrecision("credit\t1%", "drift", 2, 1),
            new RulePrecision("credit\t1%", "latency", 0, 1));
    // statsmodels: proportion_confint(2, 3, 0.05, "wilson")
    assertThat(rules.get(0).interval().lower()).isCloseTo(0.2076596008020477, within(1e-12));
    assertThat(rules.get(0).interval().upper()).isCloseTo(0.9385080552796037, within(1e-12));
    assertThat(new RulePrecision("m", "r", 0, 0).share()).isNaN();
    assertThatIllegalArgumentException().isThrownBy(() -> new RulePrecision("m", "r", -1, 0));
  }

  @Test
  void factor_marks_raisesWithinBounds() {
    assertThat(new RulePrecision("m", "r", 0, 4).factor()).isEqualTo(1);
    assertThat(new RulePrecision("m", "r", 4, 2).factor()).isEqualTo(1);
    double last = 1;
    for (int wrong = 5; wrong < 400; wrong++) {
      double factor = new RulePrecision("m", "r", 0, wrong).factor();
      assertThat(factor).isBetween(last, RulePrecision.MAX_FACTOR);
      last = factor;
    }
    assertThat(last).isGreaterThan(1.9);
    assertThat(new RulePrecision("m", "r", 300, 100).factor()).isBetween(1.0, 1.02);
  }

  private static String raised(String rule, double factor) {
    AlertRule alert =
        new AlertRule(
            "r", RuleParser.parse(rule, StandardIndicators.catalogue()), Severity.WARNING);
    return RaisedRule.of(alert, factor).rule().condition().toString();
  }

  @Test
  void raisedRule_thresholds_moveAway() {
    assertThat(raised("drift.share > 40%", 1.25)).isEqualTo("drift.share > 0.5");
    assertThat(raised("drift.share > 80%", 2)).isEqualTo("drift.share > 0.9");
    assertThat(raised("latency.p99 > 100ms and throughput < 10/s", 2))
        .isEqualTo("latency.p99 > 0.2 and throughput < 5");
    assertThat(raised("latency.p99 anomalous", 1.4)).contains("at 7");
    assertThat(raised("latency.p99 > mean + 3 sd", 2)).contains("mean + 6 sd");
    assertThat(raised("throughput < mean - 3 sd", 2)).contains("mean - 6 sd");
    assertThat(raised("latency.p99 > mean - 1 sd", 2)).contains("mean - 1 sd");
    assertThat(raised("latency.p99 up 20%", 2)).isEqualTo(raised("latency.p99 up 20%", 1));
    assertThat(raised("quality.issues == 3", 2)).isEqualTo("quality.issues == 3");
    assertThatIllegalArgumentException().isThrownBy(() -> raised("drift.share > 30%", 2.1));
  }
}
