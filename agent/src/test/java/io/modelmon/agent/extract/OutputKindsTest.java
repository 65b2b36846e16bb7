package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.Paths.returned;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.extract.TestAgent.Row;
import io.modelmon.capture.CellValues;
import io.modelmon.schema.TaskType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputKindsTest {

  enum Risk {
    LOW,
    HIGH
  }

  record Result(List<Double> scores, Risk risk) {}

  private static final Object ROW = new double[] {1};
  private static final Object BATCH = new double[][] {{1}, {2}};

  private static TestAgent run(TestModel model, String type, Object input, Object... results)
      throws Throwable {
    TestAgent agent = new TestAgent(model.config());
    TestSite site = agent.site(method(type, "java.lang.Object"));
    for (Object result : results) {
      site.callReturning(result, input);
    }
    return agent;
  }

  private static List<String> outputs(TestAgent agent) {
    List<String> names = agent.columnNames();
    return names.subList(1, names.size());
  }

  @Test
  void returned_scalarsOfEveryType_areOneColumn() throws Throwable {
    assertThat(run(model(), "int", ROW, 3, 4).rows().get(1).number("prediction")).isEqualTo(4);
    assertThat(run(model(), "long", ROW, 3L).rows().get(0).number("prediction")).isEqualTo(3);
    assertThat(run(model(), "float", ROW, 0.5f).rows().get(0).number("prediction")).isEqualTo(0.5);
    assertThat(run(model(), "boolean", ROW, true, false).rows().get(1).text("prediction"))
        .isEqualTo("false");
    assertThat(run(model(), "char", ROW, 'x').rows().get(0).text("prediction")).isEqualTo("x");
    assertThat(run(model(), "java.lang.String", ROW, "good").rows().get(0).text("prediction"))
        .isEqualTo("good");
    assertThat(run(model(), "Risk", ROW, Risk.HIGH).rows().get(0).text("prediction"))
        .isEqualTo("HIGH");
    assertThat(
            run(model(), "java.util.Optional", ROW, Optional.of(2.5))
                .rows()
                .get(0)
                .number("prediction"))
        .isEqualTo(2.5);
  }

  @Test
  void returned_array_isOneColumnPerClass() throws Throwable {
    double[] scores = {0.2, 0.8};

    assertThat(outputs(run(model(), "double[]", ROW, scores)))
        .containsExactly("prediction.0", "prediction.1");
    TestAgent named =
        run(
            model().prediction(returned(), TaskType.PROBABILITIES, "low", "high"),
            "double[]",
            ROW,
            scores,
            List.of(0.3, 0.7),
            new float[][] {{0.5f, 0.25f}},
            Map.of("high", 0.9));
    assertThat(outputs(named)).containsExactly("prediction.low", "prediction.high");
    assertThat(named.rows())
        .extracting(row -> row.number("prediction.high"))
        .containsExactly(0.8, 0.7, 0.25, 0.9);
  }

  @Test
  void returned_map_isOneColumnPerKey() throws Throwable {
    TestAgent agent =
        run(
            model(),
            "java.util.Map",
            ROW,
            new EnumMap<>(Map.of(Risk.LOW, 0.25, Risk.HIGH, 0.75)),
            Map.of("LOW", 0.5, "HIGH", 0.5));

    assertThat(outputs(agent)).containsExactly("prediction.HIGH", "prediction.LOW");
    assertThat(agent.rows())
        .extracting(row -> row.number("prediction.HIGH"))
        .containsExactly(0.75, 0.5);
  }

  @Test
  void probability_positiveClass_isPicked() throws Throwable {
    TestModel byName = model().positive(TaskType.PROBABILITY, "bad", "good", "bad", "ugly");
    TestAgent agent =
        run(
            byName,
            "java.lang.Object",
            ROW,
            new double[] {0.1, 0.2, 0.7},
            Map.of("bad", 0.3),
            0.4,
            new float[][] {{0.1f, 0.5f, 0.4f}});

    assertThat(outputs(agent)).containsExactly("prediction");
    assertThat(agent.rows())
        .extracting(row -> row.number("prediction"))
        .containsExactly(0.2, 0.3, 0.4, 0.5);
    TestAgent second =
        run(
            model().prediction(returned(), TaskType.PROBABILITY),
            "double[]",
            ROW,
            new double[] {0.1, 0.9},
            new double[] {0.6});
    assertThat(second.rows()).extracting(row -> row.number("prediction")).containsExactly(0.9, 0.6);
    TestAgent index =
        run(
            model().positive(TaskType.PROBABILITY, "2"),
            "double[]",
            ROW,
            new double[] {0.1, 0.2, 0.7});
    assertThat(index.rows().get(0).number("prediction")).isEqualTo(0.7);
  }

  @Test
  void batch_outputs_areMatchedByPosition() throws Throwable {
    TestAgent agent =
        run(
            model().prediction(returned(), TaskType.NUMBER),
            "java.lang.Object",
            BATCH,
            new float[][] {{0.1f}, {0.25f}},
            List.of(0.1, 0.25),
            new double[] {0.1, 0.25},
            new double[] {0.1});

    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(8);
    assertThat(rows.get(1).number("prediction")).isEqualTo(0.25);
    assertThat(rows.get(3).number("prediction")).isEqualTo(0.25);
    assertThat(rows.get(5).number("prediction")).isEqualTo(0.25);
    assertThat(CellValues.isWrongType(rows.get(6).number("prediction"))).isTrue();
    assertThat(CellValues.isWrongType(rows.get(7).number("prediction"))).isTrue();
  }

  @Test
  void returned_unfitting_isInvalidAndTheCallStaysCaptured() throws Throwable {
    TestAgent agent =
        run(
            model().prediction(returned(), TaskType.PROBABILITIES, "a", "b"),
            "java.lang.Object",
            ROW,
            new double[] {1, 2},
            new double[] {1},
            "text",
            Thread.currentThread());

    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(4);
    for (int i = 1; i < 4; i++) {
      assertThat(CellValues.isWrongType(rows.get(i).number("prediction.a"))).isTrue();
      assertThat(rows.get(i).number("f0")).isEqualTo(1);
    }
  }

  @Test
  void returned_null_isMissing() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "java.lang.Object"));

    site.callReturning(0.5, ROW);
    site.callReturning(null, ROW);

    double value = agent.rows().get(1).number("prediction");
    assertThat(value).isNaN();
    assertThat(CellValues.isWrongType(value)).isFalse();
  }

  @Test
  void scoreAndLabel_ofOneResult_areSeparateColumns() throws Throwable {
    TestAgent agent =
        run(
            model().scoreAndLabel(returned(member("scores")), returned(member("risk"))),
            "Result",
            ROW,
            new Result(List.of(0.25, 0.75), Risk.HIGH),
            new Result(List.of(0.75, 0.25), Risk.LOW));

    assertThat(outputs(agent)).containsExactly("prediction.0", "prediction.1", "prediction.label");
    assertThat(agent.rows().get(1).text("prediction.label")).isEqualTo("LOW");
  }

  @Test
  void getter_missingOnTheResult_isInvalid() throws Throwable {
    List<@Nullable Object> results = new ArrayList<>(List.of(1.0));
    TestAgent agent =
        run(
            model().prediction(returned(member("nothing")), TaskType.NUMBER),
            "java.lang.Object",
            ROW,
            results,
            results);

    assertThat(agent.rows())
        .allSatisfy(row -> assertThat(CellValues.isWrongType(row.number("prediction"))).isTrue());
  }

  @Test
  void ranking_listsOfEveryKind_areOneColumnPerPlace() throws Throwable {
    TestAgent agent =
        run(
            model().ranking(null, 3),
            "java.lang.Object",
            ROW,
            List.of("a", "b", "c", "d"),
            new String[] {"a"},
            new long[] {7, 9_007_199_254_740_993L},
            List.of(8L, Long.MAX_VALUE),
            new LinkedHashSet<>(List.of(4, 5)),
            Optional.of(new int[] {6}),
            List.of());

    assertThat(outputs(agent)).containsExactly("prediction.1", "prediction.2", "prediction.3");
    List<Row> rows = agent.rows();
    assertThat(rows.get(0).text("prediction.1")).isEqualTo("a");
    assertThat(rows.get(0).text("prediction.3")).isEqualTo("c");
    assertThat(rows.get(1).text("prediction.1")).isEqualTo("a");
    assertThat(rows.get(1).number("prediction.2")).isNaN();
    assertThat(rows.get(2).number("prediction.1")).isEqualTo(7);
    assertThat(rows.get(2).text("prediction.2")).isEqualTo("9007199254740993");
    assertThat(rows.get(3).number("prediction.1")).isEqualTo(8);
    assertThat(rows.get(3).text("prediction.2")).isEqualTo("9223372036854775807");
    assertThat(rows.get(4).number("prediction.2")).isEqualTo(5);
    assertThat(rows.get(5).number("prediction.1")).isEqualTo(6);
    assertThat(rows.get(6).number("prediction.1")).isNaN();
    assertThat(CellValues.isWrongType(rows.get(6).number("prediction.1"))).isFalse();
  }

  @Test
  void ranking_projectionAndBatch_keepTheirLists() throws Throwable {
    TestAgent projected =
        run(
            model().ranking(returned(member("scores")), 2),
            "Result",
            ROW,
            new Result(List.of(0.5, 0.25), Risk.LOW));
    assertThat(projected.rows().get(0).number("prediction.2")).isEqualTo(0.25);

    TestAgent batch =
        run(
            model().ranking(null, 2),
            "java.util.List",
            BATCH,
            List.of(List.of("a", "b", "c"), List.of("d")));
    List<Row> rows = batch.rows();
    assertThat(rows.get(0).text("prediction.2")).isEqualTo("b");
    assertThat(rows.get(1).text("prediction.1")).isEqualTo("d");
  }

  record Ranked(@Nullable Object items, Object scores) {}

  @Test
  void ranking_itemsWithScores_areInTheirOrder() throws Throwable {
    TestAgent agent =
        run(
            model().ranking(returned(member("items")), returned(member("scores")), 3),
            "Ranked",
            ROW,
            new Ranked(List.of("a", "b", "c", "d", "e"), new double[] {1, 3, 2, 3, 5}),
            new Ranked(new LinkedHashSet<>(List.of("a", "b", "c", "d")), List.of(1, 4, 2, 3)),
            new Ranked(new long[] {7, 8, 9}, new float[] {Float.NaN, -1, 0}),
            new Ranked(List.of("a", "b"), new double[] {1}),
            new Ranked(null, new double[] {1}));

    assertThat(outputs(agent)).containsExactly("prediction.1", "prediction.2", "prediction.3");
    List<Row> rows = agent.rows();
    assertThat(places(rows.get(0), 3)).containsExactly("e", "b", "d");
    assertThat(places(rows.get(1), 3)).containsExactly("b", "d", "c");
    assertThat(rows.get(2).number("prediction.1")).isEqualTo(9);
    assertThat(rows.get(2).number("prediction.3")).isEqualTo(7);
    assertThat(CellValues.isWrongType(rows.get(3).number("prediction.1"))).isTrue();
    assertThat(rows.get(4).number("prediction.1")).isNaN();
    assertThat(CellValues.isWrongType(rows.get(4).number("prediction.1"))).isFalse();
  }

  @Test
  void ranking_batchWithScores_isOrderedRowByRow() throws Throwable {
    TestAgent agent =
        run(
            model().ranking(returned(member("items")), returned(member("scores")), 2),
            "Ranked",
            BATCH,
            new Ranked(
                new String[][] {{"a", "b"}, {"c", "d", "e"}}, new double[][] {{1, 2}, {9, 7, 8}}));

    List<Row> rows = agent.rows();
    assertThat(places(rows.get(0), 2)).containsExactly("b", "a");
    assertThat(places(rows.get(1), 2)).containsExactly("c", "e");
  }

  private static List<String> places(Row row, int count) {
    List<String> places = new ArrayList<>();
    for (int place = 1; place <= count; place++) {
      places.add(String.valueOf(row.text("prediction." + place)));
    }
    return places;
  }

  @Test
  void ranking_noList_isOfAWrongType() throws Throwable {
    TestAgent agent = run(model().ranking(null, 2), "java.lang.Object", ROW, "not a list");

    assertThat(CellValues.isWrongType(agent.rows().get(0).number("prediction.1"))).isTrue();
  }
}
