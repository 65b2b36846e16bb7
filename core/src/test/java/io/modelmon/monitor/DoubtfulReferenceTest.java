package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** References that say less than they seem to: too few rows, or numbers held as names. */
class DoubtfulReferenceTest {

  @TempDir Path folder;
  private final Population population = new Population(5);

  @Test
  void window_referenceOfFiveRows_isInsufficientAndSaysWhy() {
    Population.write(population.rows(5), folder.resolve("credit.profile"));
    MonitorFixture fixture = MonitorFixture.settings().file(folder, "credit.profile").start();
    population.shift = 5;
    population.serve(fixture, fixture.writer(), 1_500);

    assertThat(fixture.window().number()).isEqualTo(3);
    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.INSUFFICIENT);
    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.log)
        .singleElement()
        .asString()
        .contains("the reference has 5 rows", "fewer than 50 values nothing is compared");
  }

  @Test
  void window_referenceOfSixtyRows_isJudged() {
    Population.write(population.rows(60), folder.resolve("credit.profile"));
    MonitorFixture fixture = MonitorFixture.settings().file(folder, "credit.profile").start();
    population.shift = 5;
    population.serve(fixture, fixture.writer(), 1_500);

    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.DRIFT);
  }

  @Test
  void numbers_forCategoriesThatLookLikeNumbers_areSaidOnce() throws IOException {
    MonitorFixture fixture = started(i -> i % 20 == 0 ? "abc" : "%d,5".formatted(i));
    population.serve(fixture, fixture.writer(), 1_500);

    assertThat(fixture.log)
        .singleElement()
        .asString()
        .contains("numbers arrive for 'x'", "look like numbers", "x: numeric", "features.types");
  }

  @Test
  void numbers_forTruthValues_areSaidOnce() throws IOException {
    MonitorFixture fixture = started(i -> i % 3 == 0 ? "True" : "False");
    population.serve(fixture, fixture.writer(), 1_500);

    assertThat(fixture.log).singleElement().asString().contains("are true and false");
  }

  @Test
  void numbers_forOtherCategories_areNotMentioned() throws IOException {
    MonitorFixture fixture = started(i -> i % 3 == 0 ? "good" : "bad");
    population.serve(fixture, fixture.writer(), 1_500);

    assertThat(fixture.log).isEmpty();
  }

  @Test
  void truthValues_ofAPythonFile_areThoseOfJava() throws IOException {
    MonitorFixture fixture = started(i -> i % 3 == 0 ? "True" : "False");
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 3_000; i++) {
      writer.call(null, new Object[] {i * 7 % 3 == 0 ? "true" : "false", "a", 0.5});
    }

    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.STABLE);
    assertThat(fixture.events()).isEmpty();
    assertThat(fixture.log).isEmpty();
  }

  @Test
  void truthValues_forANumericReference_areOneAndZero() throws IOException {
    MonitorFixture fixture = started(i -> i % 3 == 0 ? "1" : "0");
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 3_000; i++) {
      writer.call(null, new Object[] {i * 7 % 3 == 0 ? "true" : "false", "a", 0.5});
    }

    assertThat(fixture.window().verdict()).isEqualTo(WindowVerdict.STABLE);
    assertThat(fixture.model().features().get(0).invalid()).isEmpty();
    assertThat(fixture.events()).isEmpty();
  }

  /** Starts against 10,000 rows in which x is a text. */
  private MonitorFixture started(IntFunction<String> x) throws IOException {
    List<Feature> columns =
        List.of(Population.FEATURES.get(0), Population.FEATURES.get(1), Population.OUTPUTS.get(0));
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    double[] numbers = {Double.NaN, Double.NaN, 0.5};
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < 10_000; i++) {
        @Nullable String[] texts = {x.apply(i), "a", null};
        if (pass == 0) {
          builder.observe(numbers, texts);
        } else {
          builder.count(numbers, texts);
        }
      }
      if (pass == 0) {
        builder.freeze();
      }
    }
    ProfileCodec.write(
        builder.build(new ModelId("credit", "1"), Instant.EPOCH), folder.resolve("credit.profile"));
    return MonitorFixture.settings().file(folder, "credit.profile").start();
  }
}
