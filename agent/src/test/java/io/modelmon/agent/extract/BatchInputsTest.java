package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.each;
import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.extract.TestAgent.Row;
import io.modelmon.capture.CallOutcome;
import io.modelmon.config.Expression;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JdkObsolete") // Applications pass linked lists.
class BatchInputsTest {

  record Address(String city, int zip) {}

  @Test
  void batches_ofEveryForm_areManyRows() throws Throwable {
    Collection<Object> batches =
        Arrays.asList(
            new double[][] {{1, 2}, {3, 4}},
            new float[][] {{1, 2}, {3, 4}},
            new Object[][] {{1, 2}, {3, 4}},
            new Object[] {new int[] {1, 2}, List.of(3, 4)},
            List.of(new double[] {1, 2}, new double[] {3, 4}),
            new LinkedList<>(List.of(List.of(1, 2), List.of(3, 4))));
    for (Object batch : batches) {
      TestAgent agent = new TestAgent(model().config());
      TestSite site = agent.site(method("java.lang.Object", "java.lang.Object"));

      site.callReturning(new double[] {0.1, 0.2}, batch);
      site.callReturning(new double[] {0.1, 0.2}, batch);

      assertThat(agent.columnNames()).containsExactly("f0", "f1", "prediction");
      List<Row> rows = agent.rows();
      assertThat(rows).hasSize(4);
      assertThat(rows.get(0).totalRows()).isEqualTo(2);
      for (int call = 0; call < 2; call++) {
        assertThat(rows.get(2 * call).values()).containsExactly(1, 2, 0.1);
        assertThat(rows.get(2 * call + 1).values()).containsExactly(3, 4, 0.2);
      }
    }
  }

  @Test
  void batches_ofObjects_areManyRows() throws Throwable {
    TestAgent beans = new TestAgent(model().config());
    TestAgent maps = new TestAgent(model().config());
    List<@Nullable Object> customers =
        Arrays.asList(new Address("a", 1), null, new Address("c", 3));

    beans
        .site(method("java.util.List", "java.util.List"))
        .callReturning(Arrays.asList("x", "y", null), customers);
    maps.site(method("float[][]", "java.util.Collection"))
        .callReturning(
            new float[][] {{0.5f, 0.25f}, {1, 2}},
            new ArrayDeque<>(List.of(Map.of("k", 1), Map.of("k", 2))));

    assertThat(beans.columnNames()).containsExactly("city", "zip", "prediction");
    List<Row> rows = beans.rows();
    assertThat(rows).extracting(row -> row.text("city")).containsExactly("a", null, "c");
    assertThat(rows).extracting(row -> row.text("prediction")).containsExactly("x", "y", null);
    assertThat(maps.columnNames()).containsExactly("k", "prediction.0", "prediction.1");
    assertThat(maps.rows().get(1).values()).containsExactly(2, 1, 2);
  }

  @Test
  void batch_widerThanTheRing_isSubsampledEvenlyWithMatchingOutputs() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "float[][]"));
    int count = 100_000;
    float[][] batch = new float[count][30];
    double[] output = new double[count];
    for (int i = 0; i < count; i++) {
      batch[i][0] = i;
      output[i] = i;
    }

    for (int call = 0; call < 2; call++) {
      site.callReturning(output, (Object) batch);
      List<Row> rows = agent.rows();

      assertThat(rows).hasSizeGreaterThan(500).hasSizeLessThan(count);
      assertThat(rows.get(0).totalRows()).isEqualTo(count);
      assertThat(rows)
          .allSatisfy(row -> assertThat(row.number("f0")).isEqualTo(row.number("prediction")));
      assertThat(rows.get(rows.size() - 1).number("f0"))
          .isGreaterThan(count * (1 - 2.0 / rows.size()));
    }
  }

  @Test
  void batch_ringHoldsFewerRowsThanWaited_keepsInputsAndOutputsTogether() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "float[][]"));
    int count = 10_000;
    float[][] batch = new float[count][2];
    double[] output = new double[count];
    for (int i = 0; i < count; i++) {
      batch[i][0] = i;
      output[i] = i;
    }

    site.call(
        unused -> {
          agent.exhaustRings();
          return output;
        },
        (Object) batch);

    assertThat(agent.rows())
        .hasSize(16)
        .allSatisfy(row -> assertThat(row.number("f0")).isEqualTo(row.number("prediction")));
  }

  @Test
  void batch_empty_isCapturedWithoutRows() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "double[][]"));

    site.callReturning(new double[0], (Object) new double[0][]);
    site.callReturning(new double[] {1}, (Object) new double[][] {{1}});
    site.callReturning(new double[0], (Object) new double[0][]);

    assertThat(agent.counted(CallOutcome.DROPPED_WARMING)).isOne();
    assertThat(agent.capture().counters().rows(CallOutcome.DROPPED_WARMING)).isZero();
    assertThat(agent.rows()).hasSize(1);
    assertThat(Objects.requireNonNull(agent.capture().buffer()).depth()).isZero();
  }

  @Test
  void batch_ragged_isDroppedWithAllItsRows() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "double[][]"));

    site.callReturning(new double[] {1}, (Object) new double[][] {{1, 2}});
    site.callReturning(new double[] {1, 2}, (Object) new double[][] {{1, 2}, {1}});

    assertThat(agent.rows()).hasSize(1);
    assertThat(agent.counted(CallOutcome.DROPPED_SCHEMA)).isOne();
    assertThat(agent.capture().counters().rows(CallOutcome.DROPPED_SCHEMA)).isEqualTo(2);
  }

  @Test
  void fields_projected_areRows() throws Throwable {
    Map<String, Expression> fields = new LinkedHashMap<>();
    fields.put("zip", arg(0, each(), member("zip")));
    fields.put("day", arg(1));
    TestAgent agent = new TestAgent(model().fields(fields).config());
    TestSite site = agent.site(method("double[]", "java.util.List", "int"));

    for (int i = 0; i < 2; i++) {
      site.callReturning(
          new double[] {0.1, 0.2}, List.of(new Address("a", 1), new Address("b", 2)), 5);
    }

    assertThat(agent.columnNames()).containsExactly("zip", "day", "prediction");
    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(4);
    assertThat(rows.get(3).values()).containsExactly(2, 5, 0.2);
  }
}
