package io.modelmon.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.ColumnTotals;
import io.modelmon.profile.EmptyReference;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceColumnBuilder;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {

  private static ModelSchema schema(String... names) {
    List<Feature> features =
        Arrays.stream(names).map(name -> new Feature(name, null, false)).toList();
    return new ModelSchema(features, List.of(new Feature("prediction", null, false)));
  }

  private static ModelSchema typed(@Nullable FeatureType type) {
    return new ModelSchema(List.of(new Feature("a", type, false)), List.of());
  }

  private static ReferenceProfile reference(String... names) {
    ColumnTotals totals = new ColumnTotals(10, 10, 0, 10);
    List<ReferenceColumn> columns =
        Arrays.stream(names).<ReferenceColumn>map(n -> new EmptyReference(n, totals)).toList();
    return ReferenceProfile.of(new ModelId("m", ""), Instant.EPOCH, 10, columns);
  }

  private static SchemaChange against(ReferenceProfile reference, ModelSchema now, String... out) {
    return SchemaChange.against(reference, now, Feature::type, Set.of(out));
  }

  @Test
  void between_equalSchemas_isEmpty() {
    SchemaChange change = SchemaChange.between(schema("a", "b"), schema("a", "b"));

    assertThat(change.isEmpty()).isTrue();
    assertThat(change.words()).isEmpty();
  }

  @Test
  void between_addedAndRemoved_namesThem() {
    SchemaChange change = SchemaChange.between(schema("a", "b"), schema("b", "c"));

    assertThat(change.words()).isEqualTo("new (1): c; gone (1): a");
    assertThat(change.reordered()).isFalse();
  }

  @Test
  void between_otherOrder_saysSo() {
    SchemaChange change = SchemaChange.between(schema("a", "b", "c"), schema("c", "a", "b"));

    assertThat(change.words()).isEqualTo("in another order");
  }

  @Test
  void between_otherType_saysSoWhereBothAreKnown() {
    SchemaChange change =
        SchemaChange.between(typed(FeatureType.NUMERIC), typed(FeatureType.CATEGORICAL));

    assertThat(change.words()).isEqualTo("of another type (1): a: numeric → categorical");
    assertThat(SchemaChange.between(typed(null), typed(FeatureType.NUMERIC)).isEmpty()).isTrue();
  }

  @Test
  void words_manyColumns_areCutShort() {
    String[] names = IntStream.range(0, 25).mapToObj(i -> "f" + i).toArray(String[]::new);

    assertThat(SchemaChange.between(schema(), schema(names)).words())
        .startsWith("new (25): f0, f1")
        .endsWith("f9 and 15 more");
  }

  @Test
  void against_sameNamesInAnyOrder_isEmpty() {
    assertThat(against(reference("a", "b", "prediction"), schema("b", "a")).isEmpty()).isTrue();
  }

  @Test
  void against_labelBehindTheFeatures_isNotMissed() {
    assertThat(against(reference("a", "b", "bad"), schema("a", "b")).isEmpty()).isTrue();
  }

  @Test
  void against_goneAndNew_namesThem() {
    SchemaChange change = against(reference("a", "b", "c"), schema("c", "d"), "b");

    assertThat(change.words()).isEqualTo("new (1): d; gone (1): a");
  }

  @Test
  void against_otherType_saysSo() {
    ReferenceColumnBuilder builder = new ReferenceColumnBuilder("a", null);
    builder.text("x");
    builder.freeze();
    builder.text("x");
    builder.endCall();
    ReferenceProfile reference =
        ReferenceProfile.of(new ModelId("m", ""), Instant.EPOCH, 1, List.of(builder.build(true)));

    assertThat(against(reference, typed(FeatureType.NUMERIC)).retyped())
        .containsExactly("a: categorical → numeric");
    assertThat(against(reference, typed(null)).isEmpty()).isTrue();
  }
}
