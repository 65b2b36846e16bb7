package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.key;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is read must be the same afterwards, and reading must not take grossly longer than use. */
class HarmlessReadingTest {

  /** Has a property that is loaded when it is asked for. */
  public static final class Order {
    private int loaded;

    public double getAmount() {
      return 1;
    }

    public Object getLazy() {
      loaded++;
      return "x";
    }
  }

  @Test
  void call_excludedProperty_isNeverAskedFor() throws Throwable {
    TestAgent agent = new TestAgent(model().exclude("lazy").config());
    TestSite site = agent.site(method("double", "com.acme.Order"));
    Order order = new Order();

    site.callReturning(0.5, order);
    site.callReturning(0.5, order);

    assertThat(agent.columnNames()).containsExactly("amount", "prediction");
    assertThat(order.loaded).isZero();
  }

  @Test
  void call_mapInAccessOrder_keepsTheOrderAndRunningIterations() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0)).config());
    TestSite site = agent.site(method("double", "java.util.Map"));
    Map<String, Object> map = new LinkedHashMap<>(16, 0.75f, true);
    map.put("b", 2);
    map.put("a", 1);

    for (String ignored : map.keySet()) {
      site.callReturning(0.5, map);
    }

    assertThat(map.keySet()).containsExactly("b", "a");
    assertThat(agent.rows()).extracting(row -> row.number("a")).containsExactly(1.0, 1.0);
  }

  @Test
  void call_keyOfAMapInAccessOrder_keepsTheOrder() throws Throwable {
    TestAgent agent = new TestAgent(model().fields(Map.of("b", arg(0, key("b")))).config());
    TestSite site = agent.site(method("java.util.Map", "java.util.Map"));
    Map<String, Object> map = new LinkedHashMap<>(16, 0.75f, true);
    map.put("b", 2);
    map.put("a", 1);

    site.callReturning(map, map);
    site.callReturning(map, map);

    assertThat(map.keySet()).containsExactly("b", "a");
    assertThat(agent.rows()).extracting(row -> row.number("b")).containsExactly(2.0, 2.0);
  }

  @Test
  void call_mapThatAddsWhatItIsAskedFor_doesNotGrow() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0), "a", "b").config());
    TestSite site = agent.site(method("double", "java.util.Map"));
    Map<String, Object> map = new AddingMap();
    map.put("a", 1);

    site.callReturning(0.5, map);
    site.callReturning(0.5, Collections.unmodifiableMap(map));

    assertThat(map).containsOnlyKeys("a");
    assertThat(agent.rows()).extracting(row -> row.number("b")).containsOnly(Double.NaN);
  }

  @Test
  void call_getterOfSomethingThatCannotBeWatched_isNotCalled() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0)).config());
    TestSite site = agent.site(method("double", "java.lang.Object"));
    Request request = new Request();

    site.callReturning(0.5, request);
    site.callReturning(0.5, request);

    assertThat(request.opened).isZero();
    assertThat(agent.columnNames()).containsExactly("age", "prediction");
  }

  @Test
  void call_outputsInALinkedList_areReadInOnePass() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0)).config());
    TestSite site = agent.site(method("java.util.List", "double[][]"));
    List<Double> outputs = new UnindexedList(Arrays.asList(0.1, 0.2, 0.3));
    double[][] batch = {{1}, {2}, {3}};

    site.callReturning(outputs, (Object) batch);

    assertThat(agent.rows())
        .extracting(row -> row.number("prediction"))
        .containsExactly(0.1, 0.2, 0.3);
  }

  /** A request whose body can be read once. */
  public static final class Request {
    private int opened;

    /** Returns a number. */
    public double getAge() {
      return 3;
    }

    /** Opens the body. */
    public Stream<String> getBody() {
      opened++;
      return Stream.of("body");
    }
  }

  private static final class AddingMap extends HashMap<String, Object> {
    private static final long serialVersionUID = 1;

    @Override
    public Object get(Object key) {
      return computeIfAbsent((String) key, unused -> 0.5);
    }
  }

  @SuppressWarnings("JdkObsolete") // Applications have them.
  private static final class UnindexedList extends LinkedList<Double> {
    private static final long serialVersionUID = 1;

    UnindexedList(List<Double> values) {
      super(values);
    }

    @Override
    public Double get(int index) {
      throw new AssertionError("walks the list for every element");
    }
  }
}
