package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.index;
import static io.modelmon.agent.extract.Paths.key;
import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.Paths.returned;
import static io.modelmon.agent.extract.Paths.self;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.ModelConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteShapeTest {

  @Test
  void of_noFeatures_takesAllArguments() {
    SiteShape shape = SiteShape.of(model().config(), 3, false, false);

    assertThat(shape.enterThis()).isFalse();
    assertThat(shape.enterArguments()).containsExactly(0, 1, 2);
    assertThat(shape.exitThis()).isFalse();
    assertThat(shape.exitArguments()).isEmpty();
    assertThat(shape.exitReturn()).isTrue();
    assertThat(shape.unsupported()).isNull();
  }

  @Test
  void of_expressions_takesWhatTheyStartAt() {
    ModelConfig override = model().features(arg(3)).config();
    ModelConfig config =
        model()
            .versionFrom(self(member("v")))
            .fields(Map.of("a", arg(2), "b", arg(0, member("x"))))
            .scoreAndLabel(returned(), arg(1))
            .overrides(Map.of("o", override))
            .config();

    SiteShape shape = SiteShape.of(config, 4, false, false);

    assertThat(shape.enterThis()).isTrue();
    assertThat(shape.enterArguments()).containsExactly(0, 2, 3);
    assertThat(shape.exitArguments()).containsExactly(1);
  }

  @Test
  void of_valuesThatAreNotThere_saysWhy() {
    assertThat(SiteShape.of(model().features(arg(2)).config(), 2, true, false).unsupported())
        .contains("2 parameter(s)");
    assertThat(SiteShape.of(model().features(self()).config(), 2, true, false).unsupported())
        .contains("static");
    assertThat(
            SiteShape.of(model().prediction(returned(), null).config(), 1, true, true)
                .unsupported())
        .contains("no value");
    assertThat(SiteShape.of(model().features(returned()).config(), 1, true, false).unsupported())
        .contains("no value");
  }

  @Test
  void of_overrideThatDoesNotFit_isNamed() {
    ModelConfig config =
        model().overrides(Map.of("churn", model().features(arg(3)).config())).config();

    assertThat(SiteShape.of(config, 2, true, false).unsupported())
        .contains("overrides.churn: ")
        .contains("2 parameter(s)");
    assertThat(
            unsupported(
                model()
                    .overrides(Map.of("churn", model().features(arg(0, member("x"))).config()))
                    .config(),
                method("double", "double[]")))
        .contains("overrides.churn: ");
  }

  @Test
  void of_reactiveOrSuspended_saysWhy() {
    ModelConfig config = model().config();

    assertThat(SiteShape.of(config, method("reactor.core.publisher.Mono", "int")).unsupported())
        .contains("Mono");
    assertThat(
            SiteShape.of(
                    config, method("java.lang.Object", "int", "kotlin.coroutines.Continuation"))
                .unsupported())
        .contains("suspend");
    assertThat(SiteShape.of(config, method("double", "int")).unsupported()).isNull();
  }

  @Test
  void of_memberOfAnArrayOrPrimitive_saysWhy() {
    SiteMethod method = method("double", "double[]", "int[][]", "com.acme.Order");

    assertThat(unsupported(model().features(arg(0, member("foo"))).config(), method))
        .contains("double[] has no member 'foo'");
    assertThat(unsupported(model().prediction(returned(member("foo")), null).config(), method))
        .contains("double has no member 'foo'");
    assertThat(
            unsupported(model().fields(Map.of("a", arg(1, index(0), key("x")))).config(), method))
        .contains("int[] has no key \"x\"");
    assertThat(
            unsupported(
                model()
                    .overrides(Map.of("o", model().features(arg(0, index(0), index(1))).config()))
                    .config(),
                method))
        .contains("double has no element");
    assertThat(
            unsupported(
                model()
                    .fields(Map.of("a", arg(1, index(0), index(2)), "b", arg(2, member("x"))))
                    .config(),
                method))
        .isNull();
  }

  private static @Nullable String unsupported(ModelConfig config, SiteMethod method) {
    return SiteShape.of(config, method).unsupported();
  }
}
