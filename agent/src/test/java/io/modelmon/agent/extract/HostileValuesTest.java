package io.modelmon.agent.extract;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.TestModel.model;
import static io.modelmon.agent.extract.TestSite.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.agent.extract.TestAgent.Row;
import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CellValues;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostileValuesTest {

  /** Fails in every way that is not asked for, and in one that is. */
  public static final class Hostile {
    private final AtomicInteger reads = new AtomicInteger();
    private @Nullable Throwable failure;

    public int getFine() {
      return 1;
    }

    public int getBad() throws Throwable {
      reads.incrementAndGet();
      if (failure != null) {
        throw failure;
      }
      return 2;
    }

    @Override
    public String toString() {
      throw new IllegalStateException("toString");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      throw new IllegalStateException("equals");
    }

    @Override
    public int hashCode() {
      throw new IllegalStateException("hashCode");
    }
  }

  private static final class BadNumber extends Number {
    private static final long serialVersionUID = 1L;

    @Override
    public int intValue() {
      throw new IllegalStateException();
    }

    @Override
    public long longValue() {
      throw new IllegalStateException();
    }

    @Override
    public float floatValue() {
      throw new IllegalStateException();
    }

    @Override
    public double doubleValue() {
      throw new IllegalStateException();
    }
  }

  @Test
  void getter_throws_thatColumnIsInvalidAndTheRestIsRead() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "Hostile"));
    Hostile hostile = new Hostile();
    site.callReturning(0.5, hostile);

    for (Throwable failure : List.of(new IllegalStateException(), new AssertionError())) {
      hostile.failure = failure;
      site.callReturning(0.5, hostile);
    }
    hostile.failure = null;
    site.callReturning(0.5, hostile);

    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(4).allSatisfy(row -> assertThat(row.number("fine")).isOne());
    assertThat(rows)
        .extracting(row -> CellValues.isWrongType(row.number("bad")))
        .containsExactly(false, true, true, false);
  }

  @Test
  void getter_throwsHundredTimes_isCalledNoMore() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "Hostile"));
    Hostile hostile = new Hostile();
    site.callReturning(0.5, hostile);
    int before = hostile.reads.get();
    hostile.failure = new IllegalStateException();

    for (int i = 0; i < 300; i++) {
      site.callReturning(0.5, hostile);
    }

    assertThat(hostile.reads.get() - before).isEqualTo(100);
    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(301);
    assertThat(CellValues.isWrongType(rows.get(300).number("bad"))).isTrue();
  }

  @Test
  void field_throwsHundredTimes_isReadNoMore() throws Throwable {
    TestAgent agent = new TestAgent(model().fields(Map.of("bad", arg(0, member("bad")))).config());
    TestSite site = agent.site(method("double", "Hostile"));
    Hostile hostile = new Hostile();
    hostile.failure = new IllegalStateException();

    for (int i = 0; i < 300; i++) {
      site.callReturning(0.5, hostile);
    }

    assertThat(hostile.reads.get()).isBetween(100, 102);
    assertThat(agent.rows())
        .hasSize(300)
        .allSatisfy(row -> assertThat(CellValues.isWrongType(row.number("bad"))).isTrue());
  }

  @Test
  void getter_failsTheMachine_dropsTheCallAndLeaksNoSlot() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "Hostile"));
    Hostile hostile = new Hostile();
    site.callReturning(0.5, hostile);

    hostile.failure = new StackOverflowError();
    site.callReturning(0.5, hostile);
    hostile.failure = new OutOfMemoryError();
    site.callReturning(0.5, hostile);
    hostile.failure = null;
    site.callReturning(0.5, hostile);

    assertThat(agent.rows()).hasSize(2);
    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isEqualTo(2);
    assertThat(java.util.Objects.requireNonNull(agent.capture().buffer()).depth()).isZero();
  }

  @Test
  void values_hostile_areNeverAskedForTextOrEquality() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("java.lang.Object", "java.lang.Object[]"));
    Object[] row = {new Hostile(), new BadNumber(), 1};

    site.callReturning(new Hostile(), (Object) new Object[] {1, 2, 3});
    site.callReturning(new Hostile(), (Object) new Object[] {1, 2, 3});
    site.callReturning(0.5, (Object) new Object[] {3, row[1], row[0]});

    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(3);
    assertThat(rows.get(2).number("f0")).isEqualTo(3);
    assertThat(CellValues.isWrongType(rows.get(2).number("f1"))).isTrue();
    assertThat(CellValues.isWrongType(rows.get(2).number("f2"))).isTrue();
    assertThat(CellValues.isWrongType(rows.get(0).number("prediction"))).isTrue();
    assertThat(rows.get(2).number("prediction")).isEqualTo(0.5);
  }

  @Test
  void list_lies_dropsTheCall() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "java.util.List"));
    site.callReturning(0.5, List.of(1, 2));
    List<Object> lying =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            throw new IllegalStateException();
          }

          @Override
          public int size() {
            return 2;
          }
        };

    site.callReturning(0.5, lying);

    assertThat(agent.rows()).hasSize(1);
    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isOne();
  }

  @Test
  void map_throws_columnsAreInvalid() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "java.util.Map"));
    site.callReturning(0.5, Map.of("a", 1, "b", 2));
    Map<String, Object> hostile =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException();
          }

          @Override
          public boolean isEmpty() {
            return false;
          }
        };

    site.callReturning(0.5, hostile);

    Row row = agent.rows().get(1);
    assertThat(CellValues.isWrongType(row.number("a"))).isTrue();
    assertThat(CellValues.isWrongType(row.number("b"))).isTrue();
  }

  @Test
  void from_missingMember_isCountedAndSparesTheHost() throws Throwable {
    TestAgent agent = new TestAgent(model().features(arg(0, member("nothing"))).config());
    TestSite site = agent.site(method("double", "java.lang.Object"));

    for (int i = 0; i < 1000; i++) {
      site.callReturning(0.5, List.of(1));
    }

    assertThat(agent.counted(CallOutcome.DROPPED_EXTRACTION)).isEqualTo(1000);
    assertThat(agent.capture().counters().durationBucket(0)).isLessThanOrEqualTo(1000);
  }

  @Test
  void from_null_isMissingOnceTheSchemaIsKnown() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "double[]"));

    site.callReturning(0.5, (Object) null);
    site.callReturning(0.5, (Object) new double[] {1});
    site.callReturning(0.5, (Object) null);

    assertThat(agent.counted(CallOutcome.DROPPED_WARMING)).isOne();
    List<Row> rows = agent.rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1).number("f0")).isNaN();
    assertThat(CellValues.isWrongType(rows.get(1).number("f0"))).isFalse();
  }

  @Test
  void getter_callsTheModelAgain_countsOnce() throws Throwable {
    TestAgent agent = new TestAgent(model().config());
    TestSite site = agent.site(method("double", "java.util.List"));
    site.callReturning(0.5, List.of(1));
    List<Object> reentrant =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            try {
              site.callReturning(0.1, List.of(7));
            } catch (Throwable e) {
              throw new IllegalStateException(e);
            }
            return 2;
          }

          @Override
          public int size() {
            return 1;
          }
        };

    site.callReturning(0.5, reentrant);

    assertThat(agent.rows()).extracting(row -> row.number("f0")).containsExactly(1.0, 2.0);
  }
}
