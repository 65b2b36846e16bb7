package io.modelmon.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.SamplingConfig.Shares;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SamplingReaderTest {

  private static final String MODEL = "{ name: credit, predict: com.acme.Model#predict";

  private static ModelmonConfig parse(String root, String model) {
    ParsedConfig parsed =
        ConfigParser.parse(
            "file_format: \"1\"\nmodels: [" + MODEL + model + " }]\n" + root, Path.of("."));
    assertThat(parsed.describeProblems()).isEmpty();
    return Objects.requireNonNull(parsed.config());
  }

  private static Shares at(ModelmonConfig config, String instant) {
    return config.models().get(0).sampling().at(Instant.parse(instant));
  }

  @Test
  void nothing_capturesAllWithoutLimitButWithBreakers() {
    ModelmonConfig config = parse("", "");

    assertThat(config.models().get(0).sampling()).isEqualTo(SamplingConfig.DEFAULT);
    assertThat(config.budget()).isEqualTo(BudgetConfig.DEFAULT);
    assertThat(config.budget().isLimited()).isFalse();
    assertThat(config.budget().breakers()).isTrue();
  }

  @Test
  void root_holdsForModelsUnlessTheySayOtherwise() {
    String root = "sampling: { rate: 0.5, timing: 0.25, cpu_budget: 0.5%, breakers: off }";

    ModelmonConfig inherited = parse(root, "");
    ModelmonConfig own = parse(root, ", sampling: { rate: 0.1 }");
    ModelmonConfig between = parse(root + "\ndefaults: { sampling: { rate: 0.2, timing: 1 } }", "");

    assertThat(at(inherited, "2026-01-01T00:00:00Z")).isEqualTo(new Shares(0.5, 0.25));
    assertThat(at(own, "2026-01-01T00:00:00Z")).isEqualTo(new Shares(0.1, 0.25));
    assertThat(at(between, "2026-01-01T00:00:00Z")).isEqualTo(new Shares(0.2, 1));
    assertThat(own.budget()).isEqualTo(new BudgetConfig(0.005, false));
  }

  @Test
  void schedule_workingHours_holdOnTheirDaysInTheirZone() {
    ModelmonConfig config =
        parse(
            """
            sampling:
              rate: 0.1
              timing: 0.5
              schedule:
                - { days: [weekdays], hours: "08:00-18:00", zone: Europe/Berlin, rate: 1.0 }
            """,
            "");

    // A Monday in winter: Berlin is an hour ahead of UTC.
    assertThat(at(config, "2026-01-05T06:59:59Z")).isEqualTo(new Shares(0.1, 0.5));
    assertThat(at(config, "2026-01-05T07:00:00Z")).isEqualTo(new Shares(1, 0.5));
    assertThat(at(config, "2026-01-05T16:59:59Z")).isEqualTo(new Shares(1, 0.5));
    assertThat(at(config, "2026-01-05T17:00:00Z")).isEqualTo(new Shares(0.1, 0.5));
    // In summer two.
    assertThat(at(config, "2026-07-06T06:00:00Z")).isEqualTo(new Shares(1, 0.5));
    // A Saturday.
    assertThat(at(config, "2026-01-10T10:00:00Z")).isEqualTo(new Shares(0.1, 0.5));
  }

  @Test
  void schedule_pastMidnight_belongsToTheDayItBeginsOn() {
    ModelmonConfig config =
        parse(
            "sampling: { schedule: [{ days: [fri], hours: \"22:00-06:00\", zone: UTC, rate: 0 }] }",
            "");

    assertThat(at(config, "2026-01-09T21:59:00Z").rate()).isOne();
    assertThat(at(config, "2026-01-09T22:00:00Z").rate()).isZero();
    assertThat(at(config, "2026-01-10T05:59:00Z").rate()).isZero();
    assertThat(at(config, "2026-01-10T06:00:00Z").rate()).isOne();
    assertThat(at(config, "2026-01-09T05:00:00Z").rate()).isOne();
  }

  @Test
  void schedule_wholeDayAndEndOfDay_endAtMidnight() {
    ModelmonConfig config =
        parse(
            """
            sampling:
              schedule:
                - { days: [sun], zone: UTC, rate: 0.2 }
                - { hours: "20:00-24:00", zone: UTC, rate: 0.3 }
            """,
            "");

    assertThat(at(config, "2026-01-11T00:00:00Z").rate()).isEqualTo(0.2);
    assertThat(at(config, "2026-01-11T23:59:59Z").rate()).isEqualTo(0.2);
    assertThat(at(config, "2026-01-12T00:00:00Z").rate()).isOne();
    assertThat(at(config, "2026-01-12T20:00:00Z").rate()).isEqualTo(0.3);
    assertThat(at(config, "2026-01-12T23:59:59Z").rate()).isEqualTo(0.3);
  }

  @Test
  void schedule_zoneAbsent_isTheOneOfTheProcess() {
    ModelmonConfig config = parse("sampling: { schedule: [{ days: [mon], rate: 0.2 }] }", "");

    assertThat(config.models().get(0).sampling().schedule().get(0).zone()).isNull();
  }
}
