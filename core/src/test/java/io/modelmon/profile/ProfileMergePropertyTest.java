package io.modelmon.profile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Profiles built in parts are the profile of the whole. All seeds are fixed. */
class ProfileMergePropertyTest {

  private static final List<Feature> COLUMNS =
      List.of(
          new Feature("few", null, false),
          new Feature("many", null, false),
          new Feature("c", null, false),
          new Feature("none", null, false));

  private static final Seasonality HOURS =
      new Seasonality(Season.HOUR_OF_DAY, ZoneOffset.ofHours(2));

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(Instant time, double[] numbers, @Nullable String[] texts) {}

  @Test
  void parts_ofBothPasses_giveTheProfileOfTheWhole() {
    for (int seed = 0; seed < 6; seed++) {
      List<List<Row>> parts = parts(seed, seed < 3 ? 700 : 3_000);
      List<Row> all = new ArrayList<>();
      parts.forEach(all::addAll);
      ReferenceProfile whole = built(List.of(all), List.of(all));
      List<List<Row>> shuffled = new ArrayList<>(parts);
      Collections.shuffle(shuffled, new Random(seed));
      boolean exact = seed < 3; // no sketch is needed for few values

      ReferenceProfile one = built(parts, shuffled);
      ReferenceProfile other = built(exact ? shuffled : parts, parts);

      assertSame(one, other);
      if (exact) {
        assertSame(one, whole);
      }
      assertThat(one.rows()).isEqualTo(whole.rows());
    }
  }

  private static void assertSame(ReferenceProfile left, ReferenceProfile right) {
    assertThat(left.rows()).isEqualTo(right.rows());
    for (int i = 0; i < COLUMNS.size(); i++) {
      ReferenceColumn a = left.columns().get(i);
      ReferenceColumn b = right.columns().get(i);
      assertThat(a.totals()).isEqualTo(b.totals());
      if (a instanceof NumericReference x && b instanceof NumericReference y) {
        assertThat(x.grid()).isEqualTo(y.grid());
        assertThat(x.cells()).isEqualTo(y.cells());
        assertThat(x.centers()).containsExactly(y.centers(), within(1e-9));
        assertThat(x.shape().mean()).isCloseTo(y.shape().mean(), within(1e-9));
        assertThat(x.standardDeviation()).isCloseTo(y.standardDeviation(), within(1e-9));
        assertThat(x.shape().min()).isEqualTo(y.shape().min());
        assertThat(x.shape().distinct()).isEqualTo(y.shape().distinct());
      } else if (a instanceof CategoricalReference x && b instanceof CategoricalReference y) {
        assertThat(x.index()).isEqualTo(y.index());
        assertThat(x.cells()).isEqualTo(y.cells());
      } else {
        assertThat(a).isEqualTo(b);
      }
      assertSeasons(a.seasons(), b.seasons());
    }
  }

  private static void assertSeasons(@Nullable SeasonCounts left, @Nullable SeasonCounts right) {
    assertThat(left == null).isEqualTo(right == null);
    if (left != null && right != null) {
      assertThat(left.firstCells()).isEqualTo(right.firstCells());
      assertThat(left.rows()).isEqualTo(right.rows());
      assertThat(left.missing()).isEqualTo(right.missing());
      for (int season = 0; season < left.seasons(); season++) {
        assertThat(left.counts(season)).isEqualTo(right.counts(season));
      }
    }
  }

  /** Observes some parts and counts others, each by a builder of its own. */
  private static ReferenceProfile built(List<List<Row>> observed, List<List<Row>> counted) {
    ReferenceProfileBuilder all = null;
    for (List<Row> part : observed) {
      ReferenceProfileBuilder builder = new ReferenceProfileBuilder(COLUMNS, HOURS);
      part.forEach(row -> builder.observe(row.numbers, row.texts));
      if (all == null) {
        all = builder;
      } else {
        all.merge(builder);
      }
    }
    ReferenceProfileBuilder first = requireNonNull(all);
    first.freeze();
    for (List<Row> part : counted) {
      ReferenceProfileBuilder builder = first.fork();
      part.forEach(row -> builder.count(row.time, row.numbers, row.texts));
      first.merge(builder);
    }
    return first.build(new ModelId("m", ""), Instant.EPOCH);
  }

  private static List<List<Row>> parts(int seed, int rowsEach) {
    Random random = new Random(seed);
    List<List<Row>> parts = new ArrayList<>();
    for (int part = 0; part < 4; part++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < rowsEach; i++) {
        double few = random.nextInt(30) == 0 ? Double.NaN : random.nextInt(40) / 10.0;
        double[] numbers = {few, random.nextGaussian(), Double.NaN, Double.NaN};
        @Nullable String[] texts = {null, null, "c" + random.nextInt(12) * part, null};
        Instant time = Instant.EPOCH.plus(Duration.ofMinutes(random.nextInt(100_000)));
        rows.add(new Row(time, numbers, texts));
      }
      parts.add(rows);
    }
    return parts;
  }

  @Test
  void merged_profilesOnTheSameCells_addUpInAnyOrder() {
    List<List<Row>> parts = parts(7, 900);
    ReferenceProfileBuilder cells = new ReferenceProfileBuilder(COLUMNS, HOURS);
    for (List<Row> part : parts) {
      part.forEach(row -> cells.observe(row.numbers, row.texts));
    }
    cells.freeze();
    // Edges settle between the values that were counted: the same rows give the same edges.
    ReferenceProfile a = part(cells, parts);
    ReferenceProfile b = part(cells, parts);
    ReferenceProfile c = part(cells, parts);

    ReferenceProfile left = a.merged(b).merged(c);
    ReferenceProfile right = c.merged(a.merged(b));

    assertSame(left, right);
    assertThat(left.rows()).isEqualTo(3 * a.rows());
    NumericReference sum = (NumericReference) left.columns().get(1);
    NumericReference single = (NumericReference) a.columns().get(1);
    assertThat(sum.cells()[3]).isEqualTo(3 * single.cells()[3]);
    assertThat(sum.shape().mean()).isCloseTo(single.shape().mean(), within(1e-12));
    assertThat(sum.shape().squares()).isCloseTo(3 * single.shape().squares(), within(1e-6));
    assertThat(sum.effectiveN()).isEqualTo(3 * single.effectiveN());
    assertThat(requireNonNull(sum.seasons()).n(5))
        .isEqualTo(3 * requireNonNull(single.seasons()).n(5));
  }

  private static ReferenceProfile part(ReferenceProfileBuilder cells, List<List<Row>> parts) {
    ReferenceProfileBuilder builder = cells.fork();
    for (List<Row> rows : parts) {
      rows.forEach(row -> builder.count(row.time, row.numbers, row.texts));
    }
    return builder.build(new ModelId("m", ""), Instant.EPOCH);
  }

  @Test
  void merged_profilesOnOtherCells_areRefused() {
    ReferenceProfile left = built(parts(1, 300), parts(1, 300));
    ReferenceProfile right = built(parts(2, 300), parts(2, 300));

    assertThatThrownBy(() -> left.merged(right))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same cells");
    ReferenceProfile plain = ReferenceProfile.of(left.model(), Instant.EPOCH, 0, List.of());
    assertThatThrownBy(() -> left.merged(plain)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void merge_buildersInOtherPasses_isRefused() {
    ReferenceProfileBuilder first = new ReferenceProfileBuilder(COLUMNS);
    ReferenceProfileBuilder second = new ReferenceProfileBuilder(COLUMNS);
    second.freeze();

    assertThatThrownBy(() -> first.merge(second)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(first::fork).isInstanceOf(IllegalStateException.class);
    ReferenceProfileBuilder divided = new ReferenceProfileBuilder(COLUMNS, HOURS);
    divided.freeze();
    assertThatThrownBy(() -> divided.count(new double[4], null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hour_of_day");
  }
}
