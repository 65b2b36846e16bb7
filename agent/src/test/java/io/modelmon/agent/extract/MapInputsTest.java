package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.extract.TestAgent.Row;
import io.modelmon.capture.CallOutcome;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MapInputsTest {

  enum Grade {
    GOOD,
    BAD
  }

  @Test
  void map_keysAreSortedAndAbsentOnesMissing() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "java.util.Map"));
    Map<String, Object> first = new HashMap<>(Map.of("b", 2, "a", 1, "nested", Map.of("x", "y")));

    site.callReturning(0.5, first);
    site.callReturning(0.5, Map.of("b", 3, "other", 1));
    site.callReturning(0.5, new TreeMap<>(Map.of("a", 4)));
    site.callReturning(0.5, Map.of("unknown", 4));

    assertThat(agent.columnNames()).containsExactly("a", "b", "nested.x", "prediction");
    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).text("nested.x")).isEqualTo("y");
    assertThat(rows.get(1).number("a")).isNaN();
    assertThat(rows.get(1).number("b")).isEqualTo(3);
    assertThat(rows.get(2).number("a")).isEqualTo(4);
    assertThat(agent.counted(CallOutcome.DROPPED_SCHEMA)).isOne();
  }

  @Test
  void map_keysAreNoStrings_namesAreUsed() throws Throwable {
    TestAgent enums = new TestAgent(model().config());
    TestAgent numbers = new TestAgent(model().config());
    TestSite site = enums.site(method("double", "java.util.Map"));
    TestSite sorted = numbers.site(method("double", "java.util.Map"));

    for (int i = 0; i < 2; i++) {
      site.callReturning(0.5, new EnumMap<>(Map.of(Grade.BAD, 1 + i, Grade.GOOD, 2)));
      sorted.callReturning(0.5, new TreeMap<>(Map.of(7, 1.5, 8, 2.5)));
    }

    assertThat(enums.columnNames()).containsExactly("BAD", "GOOD", "prediction");
    assertThat(enums.rows()).extracting(row -> row.number("BAD")).containsExactly(1.0, 2.0);
    assertThat(numbers.rows()).extracting(row -> row.number("8")).containsExactly(2.5, 2.5);
  }

  @Test
  void map_reference_addsColumnsTheFirstMapLacks() throws Throwable {
    TestAgent agent = new TestAgent(id -> List.of("a", "b", "c", "prediction"), model().config());
    TestSite site = agent.site(method("double", "java.util.Map"));

    site.callReturning(0.5, Map.of("a", 1));
    site.callReturning(0.5, Map.of("c", 3));

    assertThat(agent.columnNames()).containsExactly("a", "b", "c", "prediction");
    assertThat(agent.rows().get(1).number("c")).isEqualTo(3);
  }

  @Test
  void map_containingItself_ends() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    Map<String, Object> map = new HashMap<>();
    map.put("a", 1);
    map.put("self", map);

    agent.site(method("double", "java.util.Map")).callReturning(0.5, map);

    assertThat(agent.columnNames()).containsExactly("a", "self.a", "self.self.a", "prediction");
  }
}
