package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.Paths.returned;
import static io.modelmon.agent.extract.Paths.self;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.instanceMethod;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.config.ModelConfig;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.TaskType;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelNamesTest {

  record Versioned(int version) {}

  private static final SiteMethod METHOD = method("double", "java.lang.String", "double[]");
  private static final Object INPUT = new double[] {1};

  private static int rows(TestAgent agent, String name) {
    return agent.rows(agent.capture(name)).size();
  }

  @Test
  void name_fromTheCall_separatesModels() throws Throwable {
    TestAgent agent = new TestAgent(model().nameFrom(arg(0), 10).features(arg(1)).config());
    TestSite site = agent.site(METHOD);

    site.callReturning(0.5, "fraud", INPUT);
    site.callReturning(0.5, "churn", INPUT);
    site.callReturning(0.5, new String("fraud"), INPUT);

    assertThat(agent.registry.models()).hasSize(2);
    assertThat(rows(agent, "fraud")).isEqualTo(2);
    assertThat(rows(agent, "churn")).isOne();
  }

  @Test
  void name_beyondMaxOrUnknown_isOther() throws Throwable {
    TestAgent agent = new TestAgent(model().nameFrom(arg(0), 2).features(arg(1)).config());
    TestSite site = agent.site(METHOD);

    for (String name : new String[] {"a", "b", "c", "d", "a"}) {
      site.callReturning(0.5, name, INPUT);
    }
    site.callReturning(0.5, null, INPUT);

    assertThat(agent.registry.models()).hasSize(3);
    assertThat(rows(agent, "a")).isEqualTo(2);
    assertThat(rows(agent, "other")).isEqualTo(3);
  }

  @Test
  void name_notInOnly_isNotWatched() throws Throwable {
    TestAgent agent =
        new TestAgent(model().nameFrom(arg(0), 10, "fraud").features(arg(1)).config());
    TestSite site = agent.site(METHOD);

    site.callReturning(0.5, "churn", INPUT);
    site.callReturning(0.5, null, INPUT);
    assertThat(agent.registry.models()).isEmpty();
    site.callReturning(0.5, "fraud", INPUT);

    assertThat(agent.registry.models()).hasSize(1);
    assertThat(rows(agent, "fraud")).isOne();
  }

  @Test
  void version_fromTheReceiver_separatesCaptures() throws Throwable {
    TestAgent agent = new TestAgent(model().versionFrom(self(member("version"))).config());
    TestSite site = agent.site(instanceMethod("double", "double[]"));

    site.callOn(new Versioned(1), unused -> 0.5, INPUT);
    site.callOn(new Versioned(2), unused -> 0.5, INPUT);
    site.callOn(new Versioned(1), unused -> 0.5, INPUT);

    assertThat(agent.registry.models())
        .extracting(capture -> capture.id())
        .containsExactly(new ModelId("m", "1"), new ModelId("m", "2"));
    assertThat(agent.rows()).hasSize(2);
  }

  @Test
  void versions_withoutEnd_areBounded() throws Throwable {
    TestAgent agent = new TestAgent(model().versionFrom(self(member("version"))).config());
    TestSite site = agent.site(instanceMethod("double", "double[]"));

    for (int i = 0; i < 200; i++) {
      site.callOn(new Versioned(i), unused -> 0.5, INPUT);
    }

    assertThat(agent.registry.models()).hasSize(NamedModel.MAX_VERSIONS + 1);
  }

  @Test
  void overrides_haveTheirOwnInputsAndOutputs() throws Throwable {
    ModelConfig fraud =
        model()
            .nameFrom(arg(0), 10)
            .features(arg(2), "x")
            .prediction(returned(), TaskType.PROBABILITIES, "no", "yes")
            .config();
    TestAgent agent =
        new TestAgent(
            model()
                .nameFrom(arg(0), 10)
                .features(arg(1), "a")
                .prediction(returned(), TaskType.PROBABILITY)
                .overrides(Map.of("fraud", fraud))
                .config());
    TestSite site = agent.site(method("double[]", "java.lang.String", "double[]", "double[]"));

    for (int i = 0; i < 2; i++) {
      site.callReturning(new double[] {0.25, 0.75}, "churn", INPUT, new double[] {7});
      site.callReturning(new double[] {0.25, 0.75}, "fraud", INPUT, new double[] {7});
    }

    assertThat(TestAgent.names(agent.capture("churn"))).containsExactly("a", "prediction");
    assertThat(TestAgent.names(agent.capture("fraud")))
        .containsExactly("x", "prediction.no", "prediction.yes");
    assertThat(agent.rows(agent.capture("churn")).get(1).values()).containsExactly(1, 0.75);
    assertThat(agent.rows(agent.capture("fraud")).get(1).values()).containsExactly(7, 0.25, 0.75);
  }
}
