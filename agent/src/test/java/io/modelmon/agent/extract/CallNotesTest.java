package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.key;
import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.Paths.returned;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CallProblem;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that are of no use to anybody say why. */
class CallNotesTest {

  private static final String OBJECT = "java.lang.Object";

  /** An order that may not be loaded. */
  record Order(boolean broken) {

    double[] row() {
      if (broken) {
        throw new IllegalStateException("a secret");
      }
      return new double[] {1};
    }
  }

  private static @Nullable String said(TestAgent agent, CallProblem problem) {
    return agent.capture().problems().words(problem);
  }

  private static TestAgent called(ModelConfig config, int calls, Object result, Object argument)
      throws Throwable {
    TestAgent agent = new TestAgent(config);
    TestSite site = agent.site(method(OBJECT, OBJECT));
    for (int i = 0; i < calls; i++) {
      site.callReturning(result, argument);
    }
    return agent;
  }

  @Test
  void featuresFrom_noSuchMember_isSaidWithExpressionAndType() throws Throwable {
    TestAgent agent =
        called(model().features(arg(0, member("foo"))).config(), 20, 0.5, new double[] {1, 2});

    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isEqualTo(20);
    assertThat(said(agent, CallProblem.INPUT))
        .contains("features.from")
        .contains("arg[0]")
        .contains("double[] has no member 'foo'")
        .contains("fields");
  }

  @Test
  void featuresFrom_failsLater_isSaidWithoutWhatTheApplicationWrote() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0, member("row"))).config());
    TestSite site = agent.site(method(OBJECT, OBJECT));
    site.callReturning(0.5, new Order(false));
    site.callReturning(0.5, new Order(true));

    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isOne();
    assertThat(said(agent, CallProblem.INPUT))
        .contains("IllegalStateException")
        .doesNotContain("secret");
  }

  @Test
  void field_unreadable_isSaidAtTheFirstCall() throws Throwable {
    TestAgent agent =
        called(model().fields(Map.of("age", arg(0, key("x")))).config(), 1, 0.5, new double[1]);

    assertThat(said(agent, CallProblem.INPUT))
        .contains("'age'")
        .contains("double[] has no key \"x\"");
  }

  @Test
  void input_nullInTheFirstCalls_isSaid() throws Throwable {
    TestAgent agent =
        called(model().features(arg(0, key("x"))).config(), 20, 0.5, Map.of("y", 1.0));

    assertThat(said(agent, CallProblem.INPUT)).contains("null or empty").contains("arg[0]");
  }

  @Test
  void prediction_noSuchMember_isAFailureOfExtraction() throws Throwable {
    TestAgent agent =
        called(model().prediction(returned(member("foo")), null).config(), 20, 0.5, new double[1]);

    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isEqualTo(20);
    assertThat(agent.counted(CallOutcome.DROPPED_WARMING)).isZero();
    assertThat(said(agent, CallProblem.OUTPUT)).contains("java.lang.Double has no member 'foo'");
  }

  @Test
  void prediction_alwaysNull_isSaid() throws Throwable {
    TestAgent agent =
        called(
            model().prediction(returned(key("foo")), null).config(), 20, Map.of(), new double[1]);

    assertThat(agent.counted(CallOutcome.DROPPED_WARMING)).isEqualTo(20);
    assertThat(said(agent, CallProblem.OUTPUT)).contains("null or empty").contains("return");
  }

  @Test
  void names_tooFewOrTooMany_saysBothCounts() throws Throwable {
    TestAgent few = called(model().features(arg(0), "a", "b").config(), 3, 0.5, new double[3]);
    TestAgent many =
        called(model().features(arg(0), "a", "b", "c", "d").config(), 3, 0.5, new double[3]);

    assertThat(few.counted(CallOutcome.DROPPED_SCHEMA)).isEqualTo(3);
    assertThat(said(few, CallProblem.COLUMNS))
        .contains("a double[] with 3 value(s)")
        .contains("lists 2 (a, b)");
    assertThat(said(many, CallProblem.COLUMNS)).contains("lists 4 (a, b, c, d)");
  }

  @Test
  void row_doesNotFitLater_saysBoth() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method(OBJECT, OBJECT));
    site.callReturning(0.5, Map.of("a", 1));
    site.callReturning(0.5, Map.of("b", 1));

    assertThat(said(agent, CallProblem.COLUMNS)).contains("the keys b").contains("columns: a");
  }

  @Test
  void method_givesOtherColumns_saysBothLists() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    agent.site(method(OBJECT, OBJECT)).callReturning(0.5, Map.of("a", 1));
    agent.site(method(OBJECT, OBJECT)).callReturning(0.5, Map.of("b", 1, "c", 2));

    assertThat(said(agent, CallProblem.COLUMNS))
        .contains("2 columns b, c,")
        .contains("1 columns a;");
  }

  @Test
  void id_isNone_isSaid() throws Throwable {
    String yaml =
        """
        file_format: "1"
        models:
          - name: m
            predict: com.acme.Model#predict
            prediction: { type: number }
            id: "arg[0]"
            labels: [ { method: "com.acme.Labels#add", id: "arg[0]", label: "arg[1]" } ]
        """;
    ModelmonConfig config =
        Objects.requireNonNull(ConfigParser.parse(yaml, Path.of(".")).config(), yaml);
    TestAgent agent = called(config.models().get(0), 2, 0.5, new double[] {1, 2});

    assertThat(said(agent, CallProblem.ID))
        .contains("arg[0]")
        .contains("a double[] with 2 value(s)");
  }

  @Test
  void calls_inOrder_saysNothing() throws Throwable {
    TestAgent agent = called(model().config(), 50, 0.5, Map.of("a", 1, "b", "x"));

    for (CallProblem problem : CallProblem.values()) {
      assertThat(said(agent, problem)).isNull();
    }
  }

  @Test
  void map_keysTheFirstLacked_areNamedOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method(OBJECT, OBJECT));
    site.callReturning(0.5, Map.of("amt", 1));
    for (int i = 0; i < 100; i++) {
      site.callReturning(0.5, Map.of("amt", 1, "kind", "k1", "opt", 3));
    }

    assertThat(said(agent, CallProblem.KEYS))
        .contains("kind, opt")
        .contains("watched: amt")
        .contains("names");
    assertThat(said(agent, CallProblem.COLUMNS)).isNull();
  }

  @Test
  void map_keysThatAreLeftOutOnPurpose_areNotNamed() throws Throwable {
    TestAgent named = new TestAgent(model().features(null, "amt").config());
    TestAgent excluded = new TestAgent(model().exclude("opt").config());
    for (TestAgent agent : List.of(named, excluded)) {
      TestSite site = agent.site(method(OBJECT, OBJECT));
      site.callReturning(0.5, Map.of("amt", 1, "list", List.of(1, 2)));
      site.callReturning(0.5, Map.of("amt", 1, "list", List.of(1, 2), "opt", 3));

      assertThat(said(agent, CallProblem.KEYS)).isNull();
    }
  }
}
