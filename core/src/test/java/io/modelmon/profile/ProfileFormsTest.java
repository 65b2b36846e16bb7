package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import io.modelmon.sketch.CategoryCounts;
import io.modelmon.sketch.GridCounts;
import io.modelmon.sketch.RowSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Profiles and windows as bytes and as JSON. All seeds are fixed. */
class ProfileFormsTest {

  private static final Seasonality DAYS =
      new Seasonality(Season.DAY_OF_WEEK, ZoneId.of("Europe/Zurich"));

  @Test
  void json_thereAndBack_isTheSameBytes() throws IOException {
    for (ReferenceProfile profile :
        List.of(
            profile(400, null),
            profile(400, DAYS),
            odd(),
            sampled(null),
            sampled(DAYS),
            profile(50, null).with(TRAINED),
            sampled(DAYS).with(TRAINED),
            sampled(DAYS).with(TRAINED).withSensitive(List.of("never", "amount")))) {
      byte[] json = ProfileCodec.encodeJson(profile);

      ReferenceProfile read = ProfileCodec.decode(json);

      assertThat(ProfileCodec.encode(read)).isEqualTo(ProfileCodec.encode(profile));
      assertThat(ProfileCodec.encodeJson(read)).isEqualTo(json);
      assertThat(read.id()).isEqualTo(profile.id());
      assertThat(ProfileCodec.encodeJson(ProfileCodec.decode(ProfileCodec.encode(profile))))
          .isEqualTo(json);
    }
  }

  @Test
  void json_indentedOtherwise_isTheSameProfile() throws IOException {
    ReferenceProfile profile = profile(200, DAYS);
    String json = text(ProfileCodec.encodeJson(profile));

    String flat = json.replaceAll("\n *", " ");

    assertThat(ProfileCodec.decode(bytes(flat)).id()).isEqualTo(profile.id());
    assertThat(json).contains("\"format\": \"modelmon profile\"", "\"kind\": \"numeric\"");
  }

  @Test
  void version_withoutSeasons_isTheOneThatOlderReadersKnow() throws IOException {
    byte[] plain = ProfileCodec.encode(profile(100, null));
    byte[] seasonal = ProfileCodec.encode(profile(100, DAYS));

    assertThat(plain[11]).isEqualTo((byte) 1);
    assertThat(seasonal[11]).isEqualTo((byte) 2);
    assertThat(ProfileCodec.decode(seasonal).seasonality()).isEqualTo(DAYS);
    assertThat(ProfileCodec.decode(plain).seasonality()).isNull();
  }

  private static final TrainingPerformance TRAINED =
      new TrainingPerformance(
          io.modelmon.schema.TaskType.NUMBER,
          5_000,
          List.of(
              new TrainingPerformance.Figure("mae", 0.1 + 0.2, 0.25, Double.NaN, 5_000),
              new TrainingPerformance.Figure("rmse", 1e-300, Double.NaN, Double.NaN, 5_000)),
          List.of(
              new TrainingPerformance.Calibration(
                  "b\"ad", new double[] {0.1, 0.7}, new double[] {0, 1.0 / 3}),
              new TrainingPerformance.Calibration("good", new double[0], new double[0])),
          List.of(new TrainingPerformance.EstimateError("accuracy", -0.1, 1.0 / 7)),
          new TrainingPerformance.Losses(
              List.of("amount", "never"),
              4_000,
              0.5,
              2.5,
              new double[] {1, Double.POSITIVE_INFINITY, -0.0},
              new double[] {Math.PI, 3, 2}));

  @Test
  void training_afterReading_isTheSame() throws IOException {
    ReferenceProfile profile = profile(50, null).with(TRAINED);

    byte[] bytes = ProfileCodec.encode(profile);
    TrainingPerformance read =
        java.util.Objects.requireNonNull(ProfileCodec.decode(bytes).training());

    assertThat(bytes[11]).isEqualTo((byte) 4);
    assertThat(profile.id()).isNotEqualTo(profile(50, null).id());
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType((one, other) -> one.equals(other), Double.class)
        .isEqualTo(TRAINED);
    bytes[bytes.length / 2] ^= 1;
    assertThatThrownBy(() -> ProfileCodec.decode(bytes))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void training_withoutErrorsOfEstimates_isReadableForOlderReaders() throws IOException {
    TrainingPerformance trained =
        new TrainingPerformance(
            TRAINED.task(),
            TRAINED.rows(),
            TRAINED.figures(),
            TRAINED.calibrations(),
            List.of(),
            TRAINED.losses());

    byte[] bytes = ProfileCodec.encode(profile(50, null).with(trained));

    assertThat(bytes[11]).isEqualTo((byte) 3);
    assertThat(ProfileCodec.decode(bytes).training())
        .usingRecursiveComparison()
        .withEqualsForType((one, other) -> one.equals(other), Double.class)
        .isEqualTo(trained);
  }

  @Test
  void sampledRows_throughJson_keepTheBitsOfEveryCell() throws IOException {
    for (Seasonality seasonality : new @Nullable Seasonality[] {null, DAYS}) {
      ReferenceProfile profile = sampled(seasonality);

      byte[] json = ProfileCodec.encodeJson(profile);
      ReferenceProfile read = ProfileCodec.decode(json);

      SampledRows rows = java.util.Objects.requireNonNull(read.sampledRows());
      assertThat(text(json)).contains("\"version\": 2", "\"7ff0000000000001\"");
      assertThat(read.seasonality()).isEqualTo(seasonality);
      assertThat(rows.columns()).containsExactly("purp\"ose\\ \u0007", "amount");
      assertThat(rows.sample().streamRows()).isEqualTo(400);
      assertThat(rows.sample().positions()).containsExactly(3, 9, 399);
      for (int i = 0; i < CELLS.length; i++) {
        double[] row = rows.sample().rows()[i];
        for (int column = 0; column < row.length; column++) {
          assertThat(Double.doubleToRawLongBits(row[column])).isEqualTo(CELLS[i][column]);
        }
      }
    }
  }

  /** Bits of cells: NaNs that carry something, signalling and negative ones among them. */
  private static final long[][] CELLS = {
    {0x7ff8_1234_5678_9abcL, 0x8000_0000_0000_0000L},
    {0x7ff0_0000_0000_0001L, 0x7ff8_0000_0000_0000L},
    {0xfff8_0000_0000_0007L, 0x3fd5_5555_5555_5555L}
  };

  private static ReferenceProfile sampled(@Nullable Seasonality seasonality) {
    double[][] rows = new double[CELLS.length][2];
    for (int i = 0; i < CELLS.length; i++) {
      rows[i] = Arrays.stream(CELLS[i]).mapToDouble(Double::longBitsToDouble).toArray();
    }
    RowSample sample = new RowSample(rows, new long[] {3, 9, 399}, 400);
    return profile(400, seasonality)
        .with(new SampledRows(List.of("purp\"ose\\ \u0007", "amount"), sample));
  }

  @Test
  void seasons_afterReading_areTheSame() throws IOException {
    ReferenceProfile profile = profile(3_000, DAYS);

    ReferenceProfile read = ProfileCodec.decode(ProfileCodec.encode(profile));

    for (int column = 0; column < 2; column++) {
      SeasonCounts written =
          java.util.Objects.requireNonNull(profile.columns().get(column).seasons());
      SeasonCounts found = java.util.Objects.requireNonNull(read.columns().get(column).seasons());
      assertThat(found.firstCells()).isEqualTo(written.firstCells());
      assertThat(found.rows()).isEqualTo(written.rows()).doesNotContain(0);
      for (int season = 0; season < 7; season++) {
        assertThat(found.counts(season)).isEqualTo(written.counts(season));
      }
    }
  }

  @Test
  void json_altered_namesThePlaceOrTheChecksum() {
    String json = text(ProfileCodec.encodeJson(profile(50, null)));

    assertMessage(
        json.replace("\"rows\": 50,\n  \"columns\"", "\"rows\": 51,\n  \"columns\""),
        "damaged: altered, the checksum is wrong");
    assertMessage(
        json.replace("\"kind\": \"numeric\"", "\"kind\": \"numerical\""),
        "inconsistent: line \\d+, column \\d+: \"kind\" must be one of .*");
    assertMessage(
        json.replace("\"columns\"", "\"colums\""),
        "inconsistent: line 10, column 3: expected the key \"columns\", but found colums");
    assertMessage(
        json.replaceFirst("\"cells\": \\d+", "\"cells\": 3"),
        "inconsistent: line \\d+, column \\d+: \"edges\" must have 2 items, but has more");
    assertMessage(
        json.replaceFirst("\"cells\": \\d+", "\"cells\": 2147483647"),
        "inconsistent: line \\d+, column \\d+: \"edges\" cannot have 2147483646 items .*");
    assertMessage(
        json.replace("\"version\": 1", "\"version\": 9"),
        "format version 9, but only up to 6 can be read: use a newer modelmon");
    assertMessage(json.replace("modelmon profile", "modelmon window"), "not a modelmon profile");
    assertMessage(json + "{}", "inconsistent: line \\d+, column 1: something after the end");
    assertMessage("{ \"a\": 1 }", "inconsistent: line 1, column 3: expected the key \"format\".*");
    assertMessage("{", "inconsistent: line 1, column 2: expected '\"', but found the end");
  }

  private static void assertMessage(String json, String message) {
    assertThatThrownBy(() -> ProfileCodec.decode(bytes(json)))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageMatching(message);
  }

  @Test
  void json_truncatedAnywhere_isRefused() {
    byte[] json = ProfileCodec.encodeJson(profile(8, DAYS));
    int end = text(json).stripTrailing().length();

    for (int length = 0; length < end; length++) {
      byte[] part = Arrays.copyOf(json, length);
      assertThatThrownBy(() -> ProfileCodec.decode(part))
          .as("first %s bytes", length)
          .isInstanceOf(ProfileFormatException.class);
    }
  }

  @Test
  void json_randomlyAltered_neverFailsInAnotherWay() {
    Random random = new Random(6);
    byte[] valid = ProfileCodec.encodeJson(profile(30, DAYS));
    byte[] pieces = bytes("{}[]\",:\\u0-9.eE+ntf \n\t");
    int refused = 0;
    for (int trial = 0; trial < 4_000; trial++) {
      byte[] altered = valid.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(altered.length);
        altered[at] =
            random.nextBoolean()
                ? pieces[random.nextInt(pieces.length)]
                : (byte) random.nextInt(256);
      }
      try {
        ReferenceProfile read = ProfileCodec.decode(altered);
        // Only white space and what stands for the same number or text may differ.
        assertThat(ProfileCodec.encodeJson(read)).isEqualTo(valid);
      } catch (ProfileFormatException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(3_000);
  }

  @Test
  void window_thereAndBack_isTheSameBytes() throws IOException {
    for (Seasonality seasonality : new @Nullable Seasonality[] {null, DAYS}) {
      ReferenceProfile reference = profile(500, seasonality);
      WindowProfile window = window(reference, 3);

      for (byte[] file : List.of(WindowCodec.encode(window), WindowCodec.encodeJson(window))) {
        WindowProfile read = WindowCodec.decode(file, reference);

        assertThat(WindowCodec.encode(read)).isEqualTo(WindowCodec.encode(window));
        assertThat(WindowCodec.encodeJson(read)).isEqualTo(WindowCodec.encodeJson(window));
        assertThat(read.column(0).effectiveN()).isEqualTo(window.column(0).effectiveN());
        assertThat(read.column(0).effectiveRows()).isEqualTo(window.column(0).effectiveRows());
        assertSameRareHits(read, window);
      }
    }
  }

  private static void assertSameRareHits(WindowProfile read, WindowProfile window) {
    assertThat(window.column(0).invalid(InvalidReason.INFINITE)).isPositive();
    assertThat(read.column(0).effectiveNonFiniteRows())
        .isEqualTo(window.column(0).effectiveNonFiniteRows())
        .isLessThan((double) window.column(0).rows());
    assertThat(read.column(2).effectiveWrongTypeRows())
        .isEqualTo(window.column(2).effectiveWrongTypeRows());
    GridCounts numbers = ((NumericCounts) window.column(0)).counts();
    GridCounts readNumbers = ((NumericCounts) read.column(0)).counts();
    assertThat(numbers.outside()).isPositive();
    assertThat(readNumbers.outside()).isEqualTo(numbers.outside());
    assertThat(readNumbers.effectiveOutsideN()).isEqualTo(numbers.effectiveOutsideN());
    CategoryCounts texts = ((CategoricalCounts) window.column(1)).counts();
    CategoryCounts readTexts = ((CategoricalCounts) read.column(1)).counts();
    assertThat(readTexts.effectiveUnseenN()).isEqualTo(texts.effectiveUnseenN());
    assertThat(readTexts.distinct()).isEqualTo(texts.distinct()).isGreaterThan(1);
  }

  @Test
  void windows_fromFiles_mergeAsTheyWould() throws IOException {
    ReferenceProfile reference = profile(500, DAYS);
    WindowProfile first = window(reference, 1);
    WindowProfile second = window(reference, 2);
    WindowProfile read = WindowCodec.decode(WindowCodec.encodeJson(second), reference);
    WindowProfile other = WindowCodec.decode(WindowCodec.encode(first), reference);

    first.merge(second);
    other.merge(read);

    assertThat(WindowCodec.encode(other)).isEqualTo(WindowCodec.encode(first));
  }

  @Test
  void window_ofAnotherReference_isRefused() {
    ReferenceProfile reference = profile(500, null);
    byte[] file = WindowCodec.encode(window(reference, 1));
    ReferenceProfile other = profile(501, null);

    assertThatThrownBy(() -> WindowCodec.decode(file, other))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageContaining("counted against reference " + reference.id());
    assertThatThrownBy(() -> ProfileCodec.decode(file)).hasMessage("not a modelmon profile");
  }

  @Test
  void window_randomlyAltered_neverFailsInAnotherWay() {
    Random random = new Random(16);
    ReferenceProfile reference = profile(60, DAYS);
    byte[] valid = WindowCodec.encodeJson(window(reference, 4));
    for (int trial = 0; trial < 3_000; trial++) {
      byte[] altered = valid.clone();
      for (int change = random.nextInt(2); change >= 0; change--) {
        altered[random.nextInt(altered.length)] = (byte) ('-' + random.nextInt(13));
      }
      try {
        assertThat(WindowCodec.encodeJson(WindowCodec.decode(altered, reference))).isEqualTo(valid);
      } catch (ProfileFormatException expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }

  private static WindowProfile window(ReferenceProfile reference, int seed) {
    Random random = new Random(seed);
    WindowProfile window = WindowProfile.against(reference);
    for (int call = 0; call < 150; call++) {
      int rows = 1 + random.nextInt(3);
      for (int row = 0; row < rows; row++) {
        window.column(0).number(number(random));
        window.column(1).text("c" + random.nextInt(9) + (random.nextInt(3) == 0 ? "" : "ü€😀\n"));
        window.column(2).wrongType();
      }
      window.endCall(rows);
      if (call % 40 == 39) {
        window.endSeason(call / 40);
      }
    }
    window.endSeason(4);
    return window;
  }

  private static double number(Random random) {
    return switch (random.nextInt(18)) {
      case 0, 1 -> Double.NaN;
      case 2 -> Double.POSITIVE_INFINITY;
      case 3 -> 9;
      default -> random.nextGaussian() / 3;
    };
  }

  static ReferenceProfile profile(int rows, @Nullable Seasonality seasonality) {
    List<Feature> columns =
        List.of(
            new Feature("amount", FeatureType.NUMERIC, false),
            new Feature("purp\"ose\\ \u0007", null, false),
            new Feature("never", null, false));
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns, seasonality);
    for (int pass = 0; pass < 2; pass++) {
      Random random = new Random(21);
      for (int i = 0; i < rows; i++) {
        double[] numbers = {random.nextGaussian() / 3, Double.NaN, Double.NaN};
        @Nullable String[] texts = {null, "c" + random.nextInt(7) + "ü€😀\n", null};
        if (pass == 0) {
          builder.observe(numbers, texts);
        } else {
          builder.count(Instant.EPOCH.plus(Duration.ofHours(i)), numbers, texts);
        }
      }
      if (pass == 0) {
        builder.freeze();
      }
    }
    return builder.build(new ModelId("crédit", "7"), Instant.ofEpochMilli(1_700_000_000_123L));
  }

  /** A profile with the numbers that are hard to write. */
  private static ReferenceProfile odd() {
    ColumnTotals totals = new ColumnTotals(6, 0, 0, 0.1 + 0.2);
    double[] centers = {
      -Double.MAX_VALUE,
      Double.MIN_VALUE,
      Math.nextUp(1.0),
      Double.parseDouble("1.9999999999999998e23") // 2e23 in the shortest form of newer JDKs
    };
    io.modelmon.sketch.CountedGrid counted =
        new io.modelmon.sketch.CountedGrid(
            io.modelmon.sketch.NumericGrid.of(-0.0, Double.MIN_NORMAL, 1e22),
            new long[] {1, 2, 0, 3},
            centers);
    NumericReference.Shape shape =
        new NumericReference.Shape(
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-5, Long.MAX_VALUE);
    return ReferenceProfile.of(
        new ModelId("m", ""),
        Instant.EPOCH,
        6,
        List.of(new NumericReference("x", totals, counted, shape, EffectiveSize.of(1 / 3.0))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
