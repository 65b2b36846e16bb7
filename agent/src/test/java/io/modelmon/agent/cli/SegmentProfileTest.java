package io.modelmon.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.SegmentReference;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentProfileTest {

  private static final String CONFIG =
      """
      file_format: "1"
      models:
        - name: credit
          predict: "com.acme.CreditModel#predict(double[],com.acme.Request)"
          segments: { channel: "arg[1].channel", region: "arg[1].region" }
          drift: { segments: true }
      """;

  private static final String TRAINING =
      """
      age,channel,area,prediction
      41,web,1,0.25
      42,mobile,2.0,0.5
      43,,1.0,0.75
      44,web,NA,0.75
      """;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int profile(String training, String... options) throws IOException {
    Path config = Files.writeString(folder.resolve("modelmon.yaml"), CONFIG);
    Path rows = Files.writeString(folder.resolve("training.csv"), training);
    List<String> all =
        new ArrayList<>(
            List.of(
                "profile", rows.toString(), "--model", "credit", "--config", config.toString()));
    all.addAll(List.of("-o", target().toString()));
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new));
  }

  private Path target() {
    return folder.resolve("credit.profile");
  }

  private int run(String... arguments) {
    return CommandLineMain.run(
        arguments,
        new File("modelmon.jar"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  @Test
  void profile_segmentColumns_divideEveryColumn() throws IOException {
    assertThat(profile(TRAINING, "--segment-column", "channel", "--segment", "region=area"))
        .isZero();

    ReferenceProfile profile = ProfileCodec.read(target());
    assertThat(profile.columns())
        .extracting(column -> column.name())
        .containsExactly("age", "prediction");
    SegmentReference channel = Objects.requireNonNull(profile.segment("channel"));
    assertThat(channel.values()).containsExactly("_missing", "_other", "web", "mobile");
    assertThat(Objects.requireNonNull(channel.columns().get("age")).counts().rows())
        .containsExactly(1, 0, 2, 1);
    assertThat(Objects.requireNonNull(profile.segment("region")).values())
        .containsExactly("_missing", "_other", "1", "2");
    assertThat(err.toString()).doesNotContain("no column is given");
    assertThat(run("profile", target().toString())).isZero();
    assertThat(out.toString()).contains("segment  channel: rows  _missing 1  web 2  mobile 1");
  }

  @Test
  void profile_comparedSegmentWithoutColumn_isNoted() throws IOException {
    assertThat(profile(TRAINING, "--segment-column", "channel")).isZero();

    assertThat(err.toString()).contains("note: drift is compared by region, but no column");
  }

  @Test
  void profile_segmentThatIsNotThere_isRefused() throws IOException {
    assertThat(profile(TRAINING, "--segment-column", "chanel")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no column 'chanel'; there are age, channel");
    assertThat(profile(TRAINING, "--segment", "branch=channel")).isEqualTo(2);
    assertThat(err.toString()).contains("no segment 'branch' for the model; it has [channel");
    assertThat(profile(TRAINING, "--segment-column", "channel", "--segment", "channel=area"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("segment 'channel' is given twice");
    assertThat(target()).doesNotExist();
  }

  @Test
  void profile_byTimeAndSegment_isRefused() throws IOException {
    assertThat(profile(TRAINING, "--segment-column", "channel", "--time-column", "age"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("by time or by segments, not by both");
  }
}
