package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CallOutcome;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelConfig;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import io.modelmon.schema.ModelSchema.LeftOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the id of a prediction is read from is no feature, and what is sensitive stays so. */
class IdInputsTest {

  /** A request with parts. */
  public record Request(String applicationId, double amount, Customer customer) {}

  /** A part. */
  public record Customer(String number, int age) {}

  /** All that a model needs that looks its features up. */
  public record Key(String id) {}

  /** A bean. */
  public static final class Loan {
    public String getApplicationId() {
      return "A-1";
    }

    public double getAmount() {
      return 5;
    }
  }

  private static final Request REQUEST = new Request("A-1", 5, new Customer("C-1", 40));

  private static TestAgent agent(String features, @Nullable String id, List<String> reference) {
    String labels =
        id == null
            ? ""
            : "    id: '"
                + id
                + "'\n    labels: [{ method: com.acme.O#r, id: 'arg[0]', label: 'arg[1]' }]\n";
    String yaml =
        """
        file_format: "1"
        models:
          - name: m
            predict: com.acme.Model#predict
            prediction: { type: probability }
        """
            + labels
            + features;
    ModelmonConfig config =
        Objects.requireNonNull(ConfigParser.parse(yaml, Path.of(".")).config(), yaml);
    return new TestAgent(model -> reference, config.models().toArray(new ModelConfig[0]));
  }

  private static ModelSchema schema(TestAgent agent) {
    return Objects.requireNonNull(agent.capture().buffer()).schema();
  }

  private static List<String> features(
      String section, String id, List<String> parameters, Object... values) throws Throwable {
    TestAgent agent = agent(section, id, List.of());
    TestSite site = agent.site(method("double", parameters.toArray(new String[0])));
    site.callReturning(0.5, values);
    site.callReturning(0.5, values);
    assertThat(agent.rows()).hasSize(2);
    assertThat(agent.counted(CallOutcome.DROPPED_SCHEMA)).isZero();
    return schema(agent).features().stream().map(Feature::name).toList();
  }

  @Test
  void id_ofARecord_isNoFeature() throws Throwable {
    List<String> record = List.of("com.acme.Request");

    assertThat(features("", "arg[0].applicationId", record, REQUEST))
        .containsExactly("amount", "customer.number", "customer.age");
    assertThat(features("", "arg[0].customer.number", record, REQUEST))
        .containsExactly("applicationId", "amount", "customer.age");
    assertThat(
            features(
                "    features: { from: \"arg[0].customer\" }\n",
                "arg[0].customer().number()",
                record,
                REQUEST))
        .containsExactly("age");
  }

  @Test
  void id_ofABean_isNoFeature() throws Throwable {
    List<String> bean = List.of("com.acme.Loan");

    assertThat(features("", "arg[0].applicationId", bean, new Loan())).containsExactly("amount");
    assertThat(features("", "arg[0].getApplicationId()", bean, new Loan()))
        .containsExactly("amount");
  }

  @Test
  void id_ofAMap_isNoFeature() throws Throwable {
    assertThat(
            features(
                "", "arg[0][\"id\"]", List.of("java.util.Map"), Map.of("id", "A-1", "amount", 5)))
        .containsExactly("amount");
  }

  @Test
  void id_ofAPosition_isNoFeature() throws Throwable {
    assertThat(features("", "arg[0][1]", List.of("java.util.List"), List.of(5, "A-1", 7)))
        .containsExactly("f0", "f2");
  }

  @Test
  void id_ofABatch_isNoFeature() throws Throwable {
    TestAgent agent = agent("", "arg[0][*].applicationId", List.of());
    TestSite site = agent.site(method("double[]", "java.util.List"));

    site.callReturning(new double[] {0.5, 0.6}, List.of(REQUEST, REQUEST));

    assertThat(agent.columnNames())
        .containsExactly("amount", "customer.number", "customer.age", "prediction");
    assertThat(agent.rows()).hasSize(2);
  }

  @Test
  void id_thatIsAParameter_isNoFeature() throws Throwable {
    assertThat(features("", "arg[0]", List.of("java.lang.String", "double"), "A-1", 5.0))
        .containsExactly("arg1");
    assertThat(features("", "arg[0]", List.of("long", "double"), 17L, 5.0)).containsExactly("arg1");
    assertThat(
            features(
                "", "arg[0].applicationId", List.of("com.acme.Request", "double"), REQUEST, 5.0))
        .containsExactly("arg0.amount", "arg0.customer.number", "arg0.customer.age", "arg1");
  }

  @Test
  void id_thatIsAllThereIs_leavesTheOutput() throws Throwable {
    assertThat(features("", "arg[0]", List.of("java.lang.String"), "A-1")).isEmpty();
    assertThat(features("", "arg[0]", List.of("long"), 17L)).isEmpty();
    assertThat(features("", "arg[0].id", List.of("com.acme.Key"), new Key("A-1"))).isEmpty();
  }

  @Test
  void id_thatIsListed_isAFeature() throws Throwable {
    List<String> record = List.of("com.acme.Request");

    assertThat(
            features(
                "    features: { types: { applicationId: categorical } }\n",
                "arg[0].applicationId",
                record,
                REQUEST))
        .contains("applicationId");
    assertThat(
            features(
                "    features: { names: [amount, applicationId] }\n",
                "arg[0].applicationId",
                record,
                REQUEST))
        .containsExactly("amount", "applicationId");
    assertThat(
            features(
                "    features: { fields: { loan: \"arg[0].applicationId\" } }\n",
                "arg[0].applicationId",
                record,
                REQUEST))
        .containsExactly("loan");
  }

  @Test
  void id_inTheReference_staysOutAndNamesFit() throws Throwable {
    for (List<String> reference : List.of(List.of("a", "id", "b"), List.of("a", "b"))) {
      TestAgent agent = agent("", "arg[0][1]", reference);
      agent.site(method("double", "java.util.List")).callReturning(0.5, List.of(5, "A-1", 7));

      assertThat(agent.columnNames()).as("%s", reference).containsExactly("a", "b", "prediction");
      assertThat(agent.rows().get(0).number("b")).isEqualTo(7);
    }
    TestAgent agent = agent("", "arg[0][\"id\"]", List.of("amount", "id"));
    agent
        .site(method("double", "java.util.Map"))
        .callReturning(0.5, Map.of("id", "A-1", "amount", 5));

    assertThat(agent.columnNames()).containsExactly("amount", "prediction");
    assertThat(schema(agent).leftOut()).containsExactlyEntriesOf(Map.of("id", LeftOut.ID));
  }

  @Test
  void sensitive_misspelt_hidesAllFeatures() throws Throwable {
    assertThat(sensitive("[amuont]"))
        .containsExactly("applicationId", "amount", "customer.number", "customer.age");
  }

  @Test
  void sensitive_known_hidesThemAndTheirParts() throws Throwable {
    assertThat(sensitive("[amount]")).containsExactly("amount");
    assertThat(sensitive("[customer]")).containsExactly("customer.number", "customer.age");
    assertThat(sensitive("[customer.age, applicationId]"))
        .containsExactly("applicationId", "customer.age");
  }

  @Test
  void sensitive_ofWhatIsLeftOut_hidesNothingElse() throws Throwable {
    TestAgent agent =
        agent(
            "    features: { sensitive: [applicationId, customer], exclude: [customer] }\n",
            "arg[0].applicationId",
            List.of());
    agent.site(method("double", "com.acme.Request")).callReturning(0.5, REQUEST);

    assertThat(schema(agent).features()).containsExactly(new Feature("amount", null, false));
  }

  private static List<String> sensitive(String names) throws Throwable {
    TestAgent agent = agent("    features: { sensitive: " + names + " }\n", null, List.of());
    agent.site(method("double", "com.acme.Request")).callReturning(0.5, REQUEST);
    return schema(agent).features().stream().filter(Feature::sensitive).map(Feature::name).toList();
  }

  @Test
  void exclude_ofAWholeParameter_leavesItsPartsOut() throws Throwable {
    TestAgent agent = agent("    features: { exclude: [arg0] }\n", null, List.of());
    agent.site(method("double", "com.acme.Request", "double")).callReturning(0.5, REQUEST, 5.0);

    assertThat(agent.columnNames()).containsExactly("arg1", "prediction");
  }
}
