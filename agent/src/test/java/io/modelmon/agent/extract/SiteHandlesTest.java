package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.Paths.returned;
import static io.modelmon.agent.extract.Paths.self;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.instanceMethod;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.agent.extract.TestAgent.Row;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CellValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteHandlesTest {

  record Customer(int age, String city) {}

  record Scored(double score, String label) {}

  @Test
  void call_doubleArray_capturesInputsAndOutput() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));

    site.callReturning(0.7, new double[] {1, 2, 3});
    site.callReturning(0.8, new double[] {4, 5, Double.NaN});

    assertThat(agent.columnNames()).containsExactly("f0", "f1", "f2", "prediction");
    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).values()).containsExactly(1, 2, 3, 0.7);
    assertThat(rows.get(1).values()).containsExactly(4, 5, Double.NaN, 0.8);
  }

  @Test
  void call_bodyOverwritesItsInput_capturesWhatWasPassed() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "double[]"));

    for (int i = 0; i < 3; i++) {
      double[] input = {i, 10 + i};
      site.call(
          arguments -> {
            double[] array = (double[]) arguments[0];
            array[0] = -1;
            array[1] = -1;
            return 0.5;
          },
          input);
    }

    assertThat(agent.rows()).extracting(row -> row.number("f0")).containsExactly(0.0, 1.0, 2.0);
  }

  @Test
  void call_throwsBeforeOutputsAreKnown_isDroppedAsWarmingWithItsError() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "double[]"));
    IllegalStateException error = new IllegalStateException("x");

    assertThatThrownBy(
            () ->
                site.call(
                    unused -> {
                      throw error;
                    },
                    new double[] {1}))
        .isSameAs(error);

    assertThat(agent.counted(CallOutcome.DROPPED_WARMING)).isOne();
    assertThat(agent.capture().counters().errors()).containsKey("java.lang.IllegalStateException");
    assertThat(agent.capture().buffer()).isNull();
  }

  @Test
  void call_throws_isCapturedWithInputsAndErrorTypeAndNoOutput() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));

    assertThatThrownBy(
            () ->
                site.call(
                    unused -> {
                      throw new IllegalStateException("x");
                    },
                    new double[] {1}))
        .isInstanceOf(IllegalStateException.class);

    Row row = agent.rows().get(0);
    assertThat(row.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(row.number("f0")).isEqualTo(1);
    assertThat(row.number("prediction")).isNaN();
    assertThat(CellValues.isWrongType(row.number("prediction"))).isFalse();
  }

  @Test
  void call_otherWidth_isDroppedAsSchema() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));

    site.callReturning(0.1, new double[] {1, 2});
    site.callReturning(0.1, new double[] {1});
    site.callReturning(0.1, new double[] {1, 2});
    site.callReturning(0.1, (Object) new float[] {1, 2});

    assertThat(agent.rows()).hasSize(3);
    assertThat(agent.counted(CallOutcome.DROPPED_SCHEMA)).isOne();
  }

  @Test
  void call_severalPrimitives_becomeColumnsByParameterName() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    SiteMethod method =
        new SiteMethod(
            "com.acme.Model",
            "predict",
            List.of("age", "amount", "married", "grade", "city", "customer"),
            List.of("int", "double", "boolean", "char", "java.lang.String", "Customer"),
            "float",
            true);
    TestSite site = agent.site(method);

    site.callReturning(0.5f, 30, 2.5, true, 'B', "Rome", new Customer(1, "Oslo"));
    site.callReturning(0.5f, 31, 3.5, false, 'C', null, new Customer(2, "Kiel"));

    assertThat(agent.columnNames())
        .containsExactly(
            "age",
            "amount",
            "married",
            "grade",
            "city",
            "customer.age",
            "customer.city",
            "prediction");
    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(2);
    Row row = rows.get(1);
    assertThat(row.number("age")).isEqualTo(31);
    assertThat(row.number("amount")).isEqualTo(3.5);
    assertThat(row.text("married")).isEqualTo("false");
    assertThat(row.text("grade")).isEqualTo("C");
    assertThat(row.text("city")).isNull();
    assertThat(row.number("customer.age")).isEqualTo(2);
    assertThat(row.text("customer.city")).isEqualTo("Kiel");
    assertThat(row.number("prediction")).isEqualTo(0.5);
  }

  @Test
  void call_onePrimitive_isOneColumn() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0)).config());
    TestSite site = agent.site(method("double", "int"));

    site.callReturning(1.0, 7);
    site.callReturning(1.0, 8);

    assertThat(agent.columnNames()).containsExactly("arg0", "prediction");
    assertThat(agent.rows()).extracting(row -> row.number("arg0")).containsExactly(7.0, 8.0);
  }

  @Test
  void call_fieldsScoreAndLabel_readsEachPath() throws Throwable {
    Map<String, io.modelmon.config.Expression> fields = new LinkedHashMap<>();
    fields.put("age", arg(1, member("age")));
    fields.put("town", arg(1, member("city")));
    fields.put("size", self(member("size")));
    TestAgent agent =
        new TestAgent(
            model()
                .fields(fields)
                .scoreAndLabel(returned(member("score")), returned(member("label")))
                .config());
    TestSite site = agent.site(instanceMethod("Scored", "int", "Customer"));

    for (int i = 0; i < 2; i++) {
      site.callOn(List.of(1, 2), unused -> new Scored(0.25, "good"), 1, new Customer(40, "Bonn"));
    }

    assertThat(agent.columnNames())
        .containsExactly("age", "town", "size", "prediction", "prediction.label");
    assertThat(agent.rows()).hasSize(2);
    site.callOn(List.of(1), unused -> new Scored(0.75, "bad"), 1, null);
    Row row = agent.rows().get(0);
    assertThat(row.number("age")).isNaN();
    assertThat(row.number("size")).isEqualTo(1);
    assertThat(row.number("prediction")).isEqualTo(0.75);
    assertThat(row.text("prediction.label")).isEqualTo("bad");
  }

  @Test
  void call_outputArgument_isReadAfterTheBody() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0)).prediction(arg(1), null).config());
    TestSite site = agent.site(method("void", "double[]", "double[]"));

    double[] output = {-1, -1};
    for (int i = 0; i < 2; i++) {
      int call = i;
      site.call(
          arguments -> {
            ((double[]) arguments[1])[0] = 0.25 + call;
            ((double[]) arguments[1])[1] = 0.75;
            return null;
          },
          new double[] {1},
          output);
    }

    assertThat(agent.columnNames()).containsExactly("f0", "prediction.0", "prediction.1");
    assertThat(agent.rows())
        .extracting(row -> row.number("prediction.0"))
        .containsExactly(0.25, 1.25);
  }

  @Test
  void call_voidMethod_capturesInputsOnly() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("void", "double[]"));

    site.callReturning(null, new double[] {5});

    assertThat(agent.columnNames()).containsExactly("f0");
    assertThat(agent.rows().get(0).values()).containsExactly(5);
  }

  @Test
  void call_secondMethodOfTheModel_fitsOrIsDropped() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite first = agent.site(method("double", "double[]"));
    TestSite fitting = agent.site(method("double", "float[]"));
    TestSite other = agent.site(method("double", "Customer"));

    first.callReturning(0.1, new double[] {1, 2});
    fitting.callReturning(0.2, new float[] {3, 4});
    other.callReturning(0.3, new Customer(1, "x"));

    assertThat(agent.rows()).extracting(row -> row.number("f0")).containsExactly(1.0, 3.0);
    assertThat(agent.counted(CallOutcome.DROPPED_SCHEMA)).isOne();
  }

  @Test
  void enter_typeThatDoesNotFit_isRefused() {
    TestAgent agent = new TestAgent(model().config());
    SiteMethod method = method("double", "double[]");
    SiteShape shape = SiteShape.of(model().config(), method);
    SiteHandles handles =
        agent.extraction.site(0, method, shape, java.lang.invoke.MethodHandles.lookup());

    assertThatThrownBy(() -> handles.enter(java.lang.invoke.MethodType.methodType(long.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 value(s)");
    assertThatThrownBy(() -> handles.exit(java.lang.invoke.MethodType.methodType(void.class)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
