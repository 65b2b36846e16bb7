package io.modelmon.agent.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.Season;
import io.modelmon.profile.SeasonCounts;
import io.modelmon.profile.Seasonality;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileSeasonTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void profile_everyWayToWriteATime_isTheSameHour() throws IOException {
    // 2024-05-01T22:30:00Z, a Wednesday; in Zurich it is 00:30 of Thursday.
    ReferenceProfile profile =
        profile(
            """
            2024-05-01T22:30:00Z
            2024-05-02T00:30:00+02:00
            2024-05-01 22:30:00.25
            2024-05-01T22:30
            1714602600
            1714602600.125
            1714602600000
             -3600\s
            "2024-05-02T00:30:00+02:00[Europe/Zurich]"
            """);

    assertThat(profile.seasonality())
        .isEqualTo(new Seasonality(Season.HOUR_OF_DAY, ZoneOffset.UTC));
    SeasonCounts seasons = requireNonNull(profile.columns().get(0).seasons());
    assertThat(seasons.rows()[22]).isEqualTo(8);
    assertThat(seasons.rows()[23]).isEqualTo(1);
    assertThat(profile.columns()).hasSize(1);
    assertThat(err.toString()).doesNotContain("not watched");
  }

  @Test
  void profile_zoneAndDays_areReadThere() throws IOException {
    ReferenceProfile profile =
        profile(
            "2024-05-01T22:30:00Z\n2024-05-02\n2024-05-02T23:59:59\n",
            "--season",
            "day_of_week",
            "--time-zone",
            "Europe/Zurich");

    assertThat(profile.seasonality())
        .isEqualTo(new Seasonality(Season.DAY_OF_WEEK, ZoneId.of("Europe/Zurich")));
    long[] rows = requireNonNull(profile.columns().get(0).seasons()).rows();
    assertThat(rows).containsExactly(0, 0, 0, 3, 0, 0, 0);

    assertThat(run("profile", target().toString())).isZero();
    assertThat(out.toString())
        .contains("seasons  day_of_week in Europe/Zurich", "rows [0, 0, 0, 3, 0, 0, 0]");
  }

  @Test
  void profile_whatIsNoTime_namesLineAndRemedy() throws IOException {
    assertRefused(
        "2024-05-01T10:00:00Z\nyesterday\n",
        "line 3: 'yesterday' in column 'at' is no time; write ISO 8601");
    assertRefused("\n", "line 2: '' in column 'at' is no time");
    assertRefused("2024-13-01T10:00:00Z\n", "line 2: '2024-13-01T10:00:00Z' in column 'at' is no");
    assertRefused("2024-05-32\n", "line 2: '2024-05-32' in column 'at' is no time");
    assertRefused("2024-05-01\n", "line 2: '2024-05-01' in column 'at' has no hour; use --season");
    assertRefused("1714602600000000\n", "is too large for milliseconds since 1970");
  }

  private void assertRefused(String times, String message) throws IOException {
    err.getBuffer().setLength(0);

    assertThat(run(arguments(csv(times)))).isEqualTo(1);

    assertThat(err.toString()).contains(message);
    assertThat(target()).doesNotExist();
  }

  @Test
  void profile_optionsThatDoNotFit_areRefusedWithARemedy() throws IOException {
    Path csv = csv("1714602600\n");
    assertThat(run("profile", csv.toString(), "--model", "m", "-o", "x", "--season", "hour_of_day"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("give --time-column COLUMN as well");
    assertThat(run(arguments(csv, "--season", "month"))).isEqualTo(2);
    assertThat(err.toString()).contains("--season is hour_of_day or day_of_week, not 'month'");
    assertThat(run(arguments(csv, "--time-zone", "Zurich"))).isEqualTo(2);
    assertThat(err.toString()).contains("such as Europe/Zurich").contains("not 'Zurich'");
    assertThat(run("profile", csv.toString(), "--time-column", "at")).isEqualTo(2);
    assertThat(err.toString()).contains("give -o FILE as well");
    assertThat(run(arguments(csv, "--json"))).isEqualTo(2);
    assertThat(err.toString()).contains("leave out -o");
    String[] elsewhere = arguments(csv);
    elsewhere[Arrays.asList(elsewhere).indexOf("at")] = "when";
    assertThat(run(elsewhere)).isEqualTo(1);
    assertThat(err.toString()).contains("has no column 'when'; it has at, x");
  }

  @Test
  void profile_timeThatIsAlsoAFeature_staysOne() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("modelmon.yaml"),
            """
            file_format: "1"
            models:
              - name: m
                predict: com.acme.M#predict
                features: { from: "arg[0]", names: [at, x] }
            """);

    assertThat(run(arguments(csv("1714602600\n"), "--config", config.toString()))).isZero();

    assertThat(ProfileCodec.read(target()).columns())
        .extracting(c -> c.name())
        .containsExactly("at", "x");
  }

  @Test
  void profile_json_printsWhatCanBeReadAgain() throws IOException {
    ReferenceProfile profile = profile("1714602600\n1714606200\n");

    assertThat(run("profile", target().toString(), "--json")).isZero();

    byte[] json =
        out.toString()
            .substring(out.toString().indexOf('{'))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(ProfileCodec.encode(ProfileCodec.decode(json)))
        .isEqualTo(ProfileCodec.encode(profile));
    Path file = Files.write(folder.resolve("again.json"), json);
    assertThat(run("profile", file.toString())).isZero();
    assertThat(out.toString()).contains("seasons  hour_of_day in Z");
  }

  private Path target() {
    return folder.resolve("m.profile");
  }

  private Path csv(String times) throws IOException {
    StringBuilder text = new StringBuilder("at,x\n");
    for (String time : times.split("\n", -1)) {
      text.append(time).append(",1.5\n");
    }
    text.setLength(text.length() - ",1.5\n".length());
    return Files.writeString(folder.resolve("training.csv"), text);
  }

  private String[] arguments(Path csv, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "profile",
                csv.toString(),
                "--model",
                "m",
                "-o",
                target().toString(),
                "--time-column",
                "at"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private ReferenceProfile profile(String times, String... more) throws IOException {
    assertThat(run(arguments(csv(times), more))).as(err.toString()).isZero();
    return ProfileCodec.read(target());
  }

  private int run(String... arguments) {
    return CommandLineMain.run(
        arguments,
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }
}
