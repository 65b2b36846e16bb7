package io.modelmon.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.Expression;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.schema.FeatureType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What type a column has that nobody has told. */
class MonitorTypeTest {

  private final Random random = new Random(5);

  private static FeatureSnapshot x(MonitorFixture fixture) {
    return fixture.monitor.snapshot().models().get(0).features().stream()
        .filter(feature -> feature.name().equals("x"))
        .findFirst()
        .orElseThrow();
  }

  /** Makes calls whose x begins as given and goes on with numbers or names. */
  private MonitorFixture called(MonitorFixture.Settings settings, boolean names, Object... first) {
    MonitorFixture fixture = settings.start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 1_000; i++) {
      @Nullable Object next = names ? (Object) ("k" + random.nextInt(3)) : random.nextGaussian();
      writer.call(null, new Object[] {i < first.length ? first[i] : next, "a", 0.5});
    }
    fixture.advance(Duration.ofSeconds(2));
    return fixture;
  }

  @Test
  void numbers_afterOneText_areNumbers() {
    FeatureSnapshot x = x(called(MonitorFixture.settings(), false, "n/a"));

    assertThat(x.type()).isEqualTo(FeatureType.NUMERIC);
    assertThat(x.invalid()).isEqualTo(Map.of("unparsable", 1L));
  }

  @Test
  void names_afterOneNumber_areNames() {
    FeatureSnapshot x = x(called(MonitorFixture.settings(), true, 3));

    assertThat(x.type()).isEqualTo(FeatureType.CATEGORICAL);
    assertThat(x.invalid()).isEmpty();
  }

  @Test
  void names_afterOneNumber_areLearnedAsNames() {
    MonitorFixture.Settings settings = MonitorFixture.settings().learn(50, null);
    settings.window(200, Duration.ZERO, null);

    FeatureSnapshot x = x(called(settings, true, 3));

    assertThat(x.type()).isEqualTo(FeatureType.CATEGORICAL);
    assertThat(x.categories()).containsKeys("k0", "k1", "k2");
  }

  @Test
  void numbers_someAsTexts_areNumbers() {
    FeatureSnapshot x = x(called(MonitorFixture.settings(), false, 3, "4.5", "5", "6", "7"));

    assertThat(x.type()).isEqualTo(FeatureType.NUMERIC);
    assertThat(x.invalid()).isEmpty();
  }

  @Test
  void invalid_whileTheTypeIsOpen_isNotShownAndSoNeverFalls() {
    MonitorFixture fixture = MonitorFixture.settings().start();
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 130; i++) {
      writer.call(null, new Object[] {i < 40 ? "n/a" : i % 10 == 0 ? "none" : 3.0, "a", 0.5});
      fixture.advance(Duration.ofSeconds(2));
      assertThat(x(fixture).invalid())
          .isEqualTo(i < 99 ? Map.of() : Map.of("unparsable", 40 + (i / 10 - 3L)));
    }
  }

  @Test
  void type_decidedByManyValues_stays() {
    MonitorFixture fixture = called(MonitorFixture.settings(), false);
    MonitorFixture.Writer writer = fixture.writer();
    for (int i = 0; i < 2_000; i++) {
      writer.call(null, new Object[] {"text", "a", 0.5});
    }
    fixture.advance(Duration.ofSeconds(2));

    assertThat(x(fixture).type()).isEqualTo(FeatureType.NUMERIC);
    assertThat(x(fixture).invalid()).isEqualTo(Map.of("unparsable", 2_000L));
  }

  @Test
  void window_nearlyAllOfAWrongType_isSaidOnceWithTheExpression() {
    MonitorFixture.Settings settings = MonitorFixture.settings();
    settings.window(100, Duration.ZERO, null);
    Expression from =
        new Expression(Expression.Root.ARG, 0, List.of(new Expression.Member("foo")), "arg[0].foo");
    settings.features =
        new FeaturesConfig(
            null,
            Map.of("x", from),
            List.of(),
            Map.of("x", FeatureType.NUMERIC),
            Set.of(),
            Set.of());
    MonitorFixture fixture = called(settings, true);

    List<String> said = fixture.log.stream().filter(line -> line.contains("wrong type")).toList();
    assertThat(said).hasSize(1);
    assertThat(Objects.requireNonNull(said.get(0)))
        .contains("credit:1")
        .contains("x ('arg[0].foo', taken as numbers, 100 of 100)")
        .contains("types");
  }
}
