package io.modelmon.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.alert.indicator.IndicatorCatalogue;
import io.modelmon.alert.indicator.StandardIndicators;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParserTest {

  static final IndicatorCatalogue CATALOGUE =
      StandardIndicators.catalogue()
          .with(StandardIndicators.performance(List.of("f1", "auc"), List.of("mae")))
          .withFeatures(List.of("age", "amount", "odd \"name\""));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // operators
        "drift.share > 0.3 | drift.share > 0.3",
        "drift.share >= 0.3 | drift.share >= 0.3",
        "drift.share < 0.3 | drift.share < 0.3",
        "drift.share <= 0.3 | drift.share <= 0.3",
        "drift.count == 3 | drift.count == 3",
        "drift.count != 3 | drift.count != 3",
        "performance.mae > -1.5e-3 | performance.mae > -0.0015",
        "drift.count > 1e2 | drift.count > 100",
        // units
        "drift.share > 30% | drift.share > 0.3",
        "drift.share > 30 % | drift.share > 0.3",
        "latency.p99 > 250ms | latency.p99 > 0.25",
        "latency.p99 > 500 ns | latency.p99 > 5.0E-7",
        "latency.p99 > 2 us | latency.p99 > 2.0E-6",
        "latency.p99 > 2 s | latency.p99 > 2",
        "latency.p99 > 2m | latency.p99 > 120",
        "latency.p99 > 1.5h | latency.p99 > 5400",
        "latency.p99 > 1 d | latency.p99 > 86400",
        "throughput < 5 per second | throughput < 5",
        "throughput < 5/s | throughput < 5",
        "throughput < 90 per minute | throughput < 1.5",
        "throughput < 90 / m | throughput < 1.5",
        "throughput < 7200 per hour | throughput < 2",
        "throughput < 86400 per day | throughput < 1",
        // paths
        "feature[\"age\"].missing > 5% | feature[\"age\"].missing > 0.05",
        "feature[\"odd \\\"name\\\"\"].missing > 5% | feature[\"odd \\\"name\\\"\"].missing > 0.05",
        "feature[*].drift.statistic > 0.1 | feature[\"*\"].drift.statistic > 0.1",
        "performance.f1{channel=\"web\", age=\"20\"} < 0.8 "
            + "| performance.f1{age=\"20\", channel=\"web\"} < 0.8",
        // logic
        "drift.share > 0.3 and drift.count > 2 or error.count > 1 "
            + "| (drift.share > 0.3 and drift.count > 2 or error.count > 1)",
        "drift.share > 0.3 and (drift.count > 2 or error.count > 1) "
            + "| drift.share > 0.3 and (drift.count > 2 or error.count > 1)",
        "not drift.share > 0.3 | drift.share <= 0.3",
        "not (drift.count > 2 and error.count == 1) | (drift.count <= 2 or error.count != 1)",
        "not not drift.count < 2 | drift.count < 2",
        "not latency.p99 anomalous | latency.p99 not anomalous by mad at 5 over 720 windows",
        // levels
        "latency.p99 > mean + 3 sd | latency.p99 > mean + 3 sd over 720 windows",
        "throughput < mean - 2.5 sd over 48 windows "
            + "| throughput < mean - 2.5 sd over 48 windows",
        "latency.p99 > median + 5 mad | latency.p99 > median + 5 mad over 720 windows",
        "latency.p99 > median + 5 mad seasonal "
            + "| latency.p99 > median + 5 mad seasonal over 720 windows",
        "latency.p99 > ewma + 3 sd | latency.p99 > ewma + 3 sd over 720 windows",
        "latency.p99 > quantile 0.999 | latency.p99 > quantile 0.999 over 720 windows",
        "latency.p99 > mean | latency.p99 > mean over 720 windows",
        "latency.p99 z > 3 | latency.p99 > mean + 3 sd over 720 windows",
        "throughput z <= -3 | throughput <= mean - 3 sd over 720 windows",
        // anomalies
        "latency.p99 anomalous | latency.p99 anomalous by mad at 5 over 720 windows",
        "latency.p99 anomalous high by sd at 4 "
            + "| latency.p99 anomalous high by sd at 4 over 720 windows",
        "throughput anomalous low by ewma over 200 windows "
            + "| throughput anomalous low by ewma at 5 over 200 windows",
        "throughput anomalous seasonal "
            + "| throughput anomalous by mad at 5 seasonal over 720 windows",
        // changes
        "performance.f1 down 5% | performance.f1 <= reference -5%",
        "performance.f1 down 5 points | performance.f1 <= reference -0.05",
        "performance.f1 down 1 point from reference | performance.f1 <= reference -0.01",
        "latency.p99 up 50% from previous 24 windows "
            + "| latency.p99 >= median of previous 24 windows +50%",
        "latency.p99 up 20 ms from previous 1 window "
            + "| latency.p99 >= median of previous 1 windows +0.02",
        "throughput down 2 per second | throughput <= reference -2",
        "performance.mae up 0.5 | performance.mae >= reference +0.5",
        "not performance.f1 down 5 points | performance.f1 > reference -0.05",
      })
  void parse_validRule_isUnderstood(String rule, String understood) {
    assertThat(RuleParser.parse(rule, CATALOGUE).condition()).hasToString(understood);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // columns and nearest names of indicators
        "drift.shares > 0.3 | 1 | there is no indicator drift.shares | drift.share",
        "drift.share > 0.3 and latency.p98 > 1 s | 23 | there is no indicator latency.p98 "
            + "| latency.p90",
        "feature[\"agee\"].missing > 1% | 1 | the model has no feature 'agee' | age",
        "feature[\"age\"].mising > 1% | 1 | there is no indicator feature[\"age\"].mising "
            + "| feature[\"age\"].missing",
        "foo > 1 | 1 | there is no indicator foo | ``",
        // the shape of rules
        "`` | 1 | an indicator such as drift.share must stand here, not the end of the rule | ``",
        "drift.share | 12 | a test must follow the indicator: > >= < <= == != up down anomalous z, "
            + "not the end of the rule | ``",
        "drift.share = 1 | 13 | equality is written ==: > >= < <= == != up down anomalous z, "
            + "not '=' | ``",
        "drift.share upp 5% | 13 | a test must follow the indicator: > >= < <= == != up down "
            + "anomalous z, not 'upp' | up",
        "drift.share > | 14 | a number must follow '>', not the end of the rule | ``",
        "drift.share > 0.3 annd drift.count > 1 | 19 | 'and', 'or', 'for', 'resolve when' or the "
            + "end must follow, not 'annd' | and",
        "(drift.share > 0.3 | 19 | ')' must follow the condition that starts in column 2, not the "
            + "end of the rule | ``",
        "drift.share > 0.3) | 18 | 'and', 'or', 'for', 'resolve when' or the end must follow, "
            + "not ')' | ``",
        "not | 4 | an indicator such as drift.share must stand here, not the end of the rule | ``",
        "drift. > 1 | 8 | a name must follow '.', not '>' | ``",
        "feature[age].missing > 1% | 9 | a name in double quotes, or *, must follow '[', "
            + "not 'age' | ``",
        "feature[\"age\".missing > 1% | 14 | ']' must follow the name, not '.' | ``",
        "feature[\"age].missing > 1% | 9 | the closing \" of this text is missing | ``",
        "performance.f1{channel} < 1 | 23 | '=' must follow the segment 'channel', not '}' | ``",
        "performance.f1{c=\"a\", c=\"b\"} < 1 | 23 | the segment 'c' is given twice | ``",
        "performance.f1{c=\"a\" < 1 | 22 | '}' must follow the segments, not '<' | ``",
        "performance.f1{c=web} < 1 | 18 | a value in double quotes must follow '=', not 'web' | ``",
        // characters
        "drift.share > 0.3 && drift.count > 1 | 19 | conditions are joined by the word 'and' | ``",
        "!drift.share > 0.3 | 1 | a condition is negated by the word 'not' | ``",
        "feature['age'].missing > 1% | 9 | texts stand in double quotes | ``",
        "drift.share > 0.3; | 18 | ';' has no meaning in a rule | ``",
        "drift.share > 0.3 \u2265 | 19 | the character U+2265 has no meaning in a rule | ``",
        // units
        "drift.share > 30 | 15 | a share lies between 0 and 1; write 30% or less | ``",
        "drift.share > -1% | 15 | this indicator is never negative | ``",
        "drift.share > 3 ms | 17 | 'ms' does not fit: a share is a number between 0 and 1, or has "
            + "the unit % | ``",
        "latency.p99 > 5 | 16 | a unit of time must follow: ns, us, ms, s, m, h or d | ``",
        "latency.p99 > 5 msec | 17 | a unit of time must follow: ns, us, ms, s, m, h or d | ``",
        "latency.p99 > 5 mss | 17 | a unit of time must follow: ns, us, ms, s, m, h or d | ms",
        "latency.p99 > 5% | 16 | a unit of time must follow: ns, us, ms, s, m, h or d | ``",
        "throughput < 5 | 15 | a rate is written per second, minute, hour or day, or /s, /m, /h, "
            + "/d | ``",
        "throughput < 5 per secnd | 20 | second, minute, hour or day must follow 'per' | second",
        "drift.count > 5% | 16 | this indicator is a plain number without unit | ``",
        "drift.count > 5 s | 17 | 's' does not fit: this indicator is a plain number without unit "
            + "| ``",
        "drift.count > 1e999 | 15 | this number is too large | ``",
        // changes
        "performance.f1 down 5 | 22 | a change of a share is written 5% of its size or 5 points |"
            + " ``",
        "performance.f1 down 0% | 21 | a change is above 0 | ``",
        "latency.p99 up 5 points | 18 | 'points' are for shares; here a change is in % or a "
            + "duration in ns, us, ms, s, m, h or d | ``",
        "performance.f1 down 5% from last 3 windows | 29 | 'previous' must follow 'from', or "
            + "'reference', not 'last' | ``",
        "performance.f1 down 5% from previous 0 windows | 38 | a whole number from 1 to 2000 must "
            + "follow 'previous' | ``",
        "performance.f1 down 5% from previous 3 | 39 | 'windows' must follow the number, not the "
            + "end of the rule | ``",
        // levels and anomalies
        "latency.p99 > meen + 3 sd | 15 | a number, mean, median, ewma or quantile must follow, "
            + "not 'meen' | mean",
        "latency.p99 == mean | 16 | a level is compared by > >= < or <=; after '==' stands a "
            + "number | ``",
        "latency.p99 > mean + 3 mad | 24 | 'sd' must follow the number of spreads around the mean, "
            + "not 'mad' | ``",
        "latency.p99 > median + 3 sd | 26 | 'mad' must follow the number of spreads around the "
            + "median, not 'sd' | ``",
        "latency.p99 > mean + 101 sd | 22 | at most 100 spreads | ``",
        "latency.p99 > quantile 1 | 24 | a quantile lies between 0 and 1, both excluded | ``",
        "latency.p99 > ewma + 3 sd seasonal | 27 | ewma has no seasons; take mean or median | ``",
        "latency.p99 > mean + 3 sd over 5 windows | 32 | a whole number from 10 to 2000 must follow"
            + " 'over' | ``",
        "latency.p99 z 3 | 15 | > >= < or <= must follow 'z', not '3' | ``",
        "latency.p99 z > 101 | 17 | a z-score is at most 100 | ``",
        "latency.p99 anomalous by iqr | 26 | mad, sd or ewma must follow 'by', not 'iqr' | ``",
        "latency.p99 anomalous at 0 | 26 | a limit is above 0 and at most 100 | ``",
        // persistence and resolution
        "drift.share > 0.3 for | 22 | a number must follow 'for', not the end of the rule | ``",
        "drift.share > 0.3 for 0 | 23 | a whole number from 1 to 1000 must follow 'for' | ``",
        "drift.share > 0.3 for 1.5 | 23 | a whole number from 1 to 1000 must follow 'for' | ``",
        "drift.share > 0.3 for 366 d | 23 | the time after 'for' is above 0 and at most 365 d | ``",
        "drift.share > 0.3 resolve drift.share < 0.1 | 27 | 'when' must follow 'resolve', not "
            + "'drift' | ``",
        "drift.share > 0.3 resolve when feature[*].missing < 1% | 19 | a rule resolves for each "
            + "feature only when it fires for each feature | ``",
      })
  void parse_invalidRule_namesColumnProblemAndNearest(
      String rule, int column, String problem, String nearest) {
    RuleException error = errorOf(rule);

    assertThat(error.problem()).isEqualTo(problem);
    assertThat(error.column()).isEqualTo(column);
    assertThat(error.nearest()).isEqualTo(nearest);
    assertThat(error).hasMessageStartingWith("column " + column + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "drift.share > 0.3, 1, 0",
    "drift.share > 0.3 for 3, 3, 0",
    "drift.share > 0.3 for 1 window, 1, 0",
    "drift.share > 0.3 for 4 windows, 4, 0",
    "drift.share > 0.3 for 90 s, 1, 90",
    "drift.share > 0.3 for 1.5h, 1, 5400",
    "latency.p99 anomalous, 2, 1800",
    "latency.p99 anomalous for 1, 1, 0",
  })
  void parse_persistence_isWindowsOrTime(String rule, int windows, long seconds) {
    assertThat(RuleParser.parse(rule, CATALOGUE).persistence())
        .isEqualTo(new Persistence(windows, TimeUnit.SECONDS.toNanos(seconds)));
  }

  @Test
  void parse_resolveWhen_hasItsOwnConditionAndPersistence() {
    Rule rule =
        RuleParser.parse("drift.share > 30% for 2 resolve when drift.share < 10% for 4", CATALOGUE);

    assertThat(rule.persistence().windows()).isEqualTo(2);
    assertThat(rule.resolution()).hasToString("drift.share < 0.1");
    assertThat(rule.resolutionPersistence().windows()).isEqualTo(4);
  }

  @Test
  void parse_changeOfNegativeBase_movesAwayFromZeroByItsSize() {
    IndicatorTest.Change up =
        (IndicatorTest.Change)
            RuleParser.parse("performance.mae up 10%", CATALOGUE)
                .condition()
                .comparisons()
                .get(0)
                .test();

    assertThat(up.threshold(200)).isEqualTo(220, within(1e-9));
    assertThat(up.threshold(-200)).isEqualTo(-180, within(1e-9));
  }

  @Test
  void parse_orInSymbols_namesTheWord() {
    RuleException error = errorOf("drift.share > 0.3 || drift.count > 1");

    assertThat(error).hasMessage("column 19: conditions are joined by the word 'or'");
  }

  @Test
  void parse_tooLongTooDeepTooMany_isRefused() {
    assertThat(errorOf("a".repeat(1025)).problem()).contains("at most 1024 characters");
    assertThat(errorOf("(".repeat(40) + "drift.share > 1").problem()).contains("at most 32 deep");
    assertThat(errorOf("not ".repeat(40) + "drift.share > 1").problem())
        .contains("at most 32 deep");
    assertThat(errorOf("drift.count > 1" + " or drift.count > 1".repeat(32)).problem())
        .contains("at most 32 comparisons");
  }

  @Test
  void parse_featuresUnknown_takesEveryName() {
    Rule rule = RuleParser.parse("feature[\"any\"].missing > 1%", StandardIndicators.catalogue());

    assertThat(rule.condition()).hasToString("feature[\"any\"].missing > 0.01");
    assertThat(rule.isEach()).isFalse();
  }

  private static RuleException errorOf(String rule) {
    try {
      RuleParser.parse(rule, CATALOGUE);
    } catch (RuleException expected) {
      return expected;
    }
    throw new AssertionError("no error: " + rule);
  }
}
