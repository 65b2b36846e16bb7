package io.modelmon.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentReferenceTest {

  private static final List<Feature> COLUMNS =
      List.of(
          new Feature("x", FeatureType.NUMERIC, false),
          new Feature("c", FeatureType.CATEGORICAL, false),
          new Feature("never", null, false));

  /** Web has x around 0, mobile around 3 and x missing in a tenth of the rows. */
  private static ReferenceProfile profile(int rows) {
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(COLUMNS, null, List.of("channel"));
    for (int pass = 0; pass < 2; pass++) {
      Random random = new Random(4);
      for (int i = 0; i < rows; i++) {
        boolean mobile = i % 10 == 0;
        double x = random.nextGaussian() + (mobile ? 3 : 0);
        boolean missing = random.nextInt(10) == 0 && mobile;
        double[] numbers = {missing ? Double.NaN : x, Double.NaN, Double.NaN};
        @Nullable String[] texts = {null, mobile ? "m" + random.nextInt(3) : "w", null};
        if (pass == 0) {
          builder.observe(numbers, texts);
        } else {
          builder.segments(mobile ? "mobile" : i % 10 == 1 ? null : "web");
          builder.count(numbers, texts);
        }
      }
      if (pass == 0) {
        builder.freeze();
      }
    }
    return builder.build(new ModelId("credit", "1"), Instant.ofEpochMilli(1_700_000_000_123L));
  }

  private static SegmentReference channel(ReferenceProfile profile) {
    return Objects.requireNonNull(profile.segment("channel"));
  }

  private static ReferenceColumn part(ReferenceProfile profile, String column, String value) {
    SegmentReference channel = channel(profile);
    SegmentCounts counts = Objects.requireNonNull(channel.columns().get(column));
    ReferenceColumn whole = Objects.requireNonNull(profile.column(column));
    return Objects.requireNonNull(
        counts.references(whole).get(channel.values().indexOf(value)), value);
  }

  @Test
  void build_withSegment_countsEachValueOnEdgesOfTheWhole() {
    ReferenceProfile profile = profile(20_000);

    assertThat(channel(profile).values()).containsExactly("_missing", "_other", "mobile", "web");
    assertThat(channel(profile).columns()).containsOnlyKeys("x", "c");
    NumericReference mobile = (NumericReference) part(profile, "x", "mobile");
    NumericReference whole = (NumericReference) Objects.requireNonNull(profile.column("x"));
    assertThat(mobile.totals().rows()).isEqualTo(2_000);
    assertThat(mobile.totals().missing()).isEqualTo(whole.totals().missing()).isPositive();
    assertThat(mobile.n()).isEqualTo(2_000 - mobile.totals().missing());
    assertThat(mobile.effectiveN()).isEqualTo((double) mobile.n());
    assertThat(mobile.shape().mean()).isCloseTo(3, within(0.1));
    assertThat(mobile.standardDeviation()).isCloseTo(1, within(0.1));
    assertThat(mobile.grid().cells()).isEqualTo(SeasonGroups.MAX_GROUPS);
    assertThat(whole.grid().edges()).contains(mobile.grid().edges());
    CategoricalReference web = (CategoricalReference) part(profile, "c", "web");
    assertThat(web.cells()[web.index().frequent().indexOf("w")]).isEqualTo(16_000);
    assertThat(web.n()).isEqualTo(16_000);
  }

  @Test
  void build_withSegment_finestWhereAnyValueHasItsMass() {
    ReferenceProfile profile = profile(20_000);
    SegmentCounts x = Objects.requireNonNull(channel(profile).columns().get("x"));

    assertThat(x.counts().coarsest()).isLessThan(0.03);
  }

  @Test
  void build_withMoreValuesThanToldApart_hasTheOthersTogether() {
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(COLUMNS, null, List.of("channel"));
    double[] numbers = {1, 2, Double.NaN};
    IntStream.range(0, 3_000).forEach(i -> builder.observe(numbers, null));
    builder.freeze();
    for (int i = 0; i < 3_000; i++) {
      builder.segments("v" + i % 30);
      builder.count(numbers, null);
    }

    ReferenceProfile profile = builder.build(new ModelId("m", ""), Instant.EPOCH);

    assertThat(channel(profile).values()).hasSize(SegmentValues.MAX_CODES).endsWith("v19");
    assertThat(part(profile, "x", "_other").totals().rows()).isEqualTo(1_000);
    assertThat(part(profile, "x", "v19").totals().rows()).isEqualTo(100);
  }

  @Test
  void references_ofValueWithFewRows_areNone() {
    ReferenceProfile profile = profile(900);
    SegmentCounts x = Objects.requireNonNull(channel(profile).columns().get("x"));
    ReferenceColumn whole = Objects.requireNonNull(profile.column("x"));

    List<@Nullable ReferenceColumn> parts = x.references(whole);

    assertThat(parts.get(2)).isNull();
    assertThat(parts.get(3)).isNotNull();
  }

  @Test
  void references_ofASeriesWithinOneValue_areWorthLessThereOnly() {
    ReferenceColumnBuilder builder = new ReferenceColumnBuilder("x", FeatureType.NUMERIC, 0, 1);
    for (int pass = 0; pass < 2; pass++) {
      Random random = new Random(8);
      double level = 0;
      for (int i = 0; i < 20_000; i++) {
        boolean mobile = random.nextInt(10) == 0;
        double noise = random.nextGaussian();
        level = mobile ? 0.9 * level + Math.sqrt(0.19) * noise : level;
        builder.segment(0, mobile ? 2 : 3);
        builder.number(mobile ? level : noise);
        builder.endCall();
      }
      if (pass == 0) {
        builder.freeze();
      }
    }

    NumericReference whole = (NumericReference) builder.build(false);
    SegmentCounts counts = Objects.requireNonNull(builder.segment(0, false));

    assertThat(whole.effectiveN()).isGreaterThan(0.8 * whole.n());
    assertThat(counts.effectiveN(3)).isGreaterThan(0.9 * counts.counts().n(3));
    assertThat(counts.effectiveN(2)).isLessThan(0.1 * counts.counts().n(2));
  }

  @Test
  void encode_withSegments_readsBackInBothForms() throws ProfileFormatException {
    ReferenceProfile profile = profile(3_000);

    ReferenceProfile bytes = ProfileCodec.decode(ProfileCodec.encode(profile));
    ReferenceProfile json = ProfileCodec.decode(ProfileCodec.encodeJson(profile));

    assertThat(ProfileCodec.encode(profile)[11]).isEqualTo((byte) ProfileContent.SEGMENTED);
    assertThat(bytes.id()).isEqualTo(profile.id()).isEqualTo(json.id());
    assertThat(ProfileCodec.encode(bytes)).isEqualTo(ProfileCodec.encode(profile));
    assertThat(ProfileCodec.encode(json)).isEqualTo(ProfileCodec.encode(profile));
    assertThat(((NumericReference) part(json, "x", "mobile")).cells())
        .isEqualTo(((NumericReference) part(profile, "x", "mobile")).cells());
  }

  @Test
  void encode_withSegmentsAndSensitiveColumns_readsBackInBothForms() throws ProfileFormatException {
    ReferenceProfile profile = profile(3_000).withSensitive(List.of("x"));

    ReferenceProfile bytes = ProfileCodec.decode(ProfileCodec.encode(profile));
    ReferenceProfile json = ProfileCodec.decode(ProfileCodec.encodeJson(profile));

    assertThat(bytes.sensitive()).containsExactly("x");
    assertThat(ProfileCodec.encode(bytes)).isEqualTo(ProfileCodec.encode(profile));
    assertThat(ProfileCodec.encode(json)).isEqualTo(ProfileCodec.encode(profile));
    assertThat(bytes.segments()).hasSameSizeAs(profile.segments());
  }

  @Test
  void encode_withoutSegments_staysInTheVersionItHad() {
    ReferenceProfile plain = ProfileFormsTest.profile(300, null);

    assertThat(plain.segments()).isEmpty();
    assertThat(ProfileCodec.encode(plain)[11]).isEqualTo((byte) ProfileContent.PLAIN);
  }

  @Test
  void decode_withAlteredCounts_isRefused() {
    ReferenceProfile profile = profile(3_000);
    SegmentReference channel = channel(profile);
    SegmentCounts x = Objects.requireNonNull(channel.columns().get("x"));
    long[] rows = x.counts().rows().clone();
    rows[2]++;
    int parts = rows.length;
    long[][] counts = IntStream.range(0, parts).mapToObj(x.counts()::counts).toArray(long[][]::new);
    SeasonCounts other =
        new SeasonCounts(x.counts().firstCells(), counts, rows, x.counts().missing());
    double[] none = new double[parts];
    Arrays.fill(none, 0);
    SegmentReference altered =
        new SegmentReference(
            "channel",
            channel.values(),
            java.util.Map.of("x", new SegmentCounts(other, none, none)));

    assertThatThrownBy(() -> profile.with(List.of(altered)))
        .hasMessageContaining("do not sum to the whole");
  }

  @Test
  void builder_dividedByTimeAndSegments_isRefused() {
    Seasonality hours = new Seasonality(Season.HOUR_OF_DAY, ZoneOffset.UTC);

    assertThatThrownBy(() -> new ReferenceProfileBuilder(COLUMNS, hours, List.of("channel")))
        .hasMessageContaining("not by both");
  }

  @Test
  void merge_ofPartsDividedBySegments_isRefused() {
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(COLUMNS, null, List.of("channel"));
    builder.observe(new double[] {1, 2, 3}, null);
    builder.freeze();

    assertThatThrownBy(builder::fork).hasMessageContaining("in parts");
  }
}
