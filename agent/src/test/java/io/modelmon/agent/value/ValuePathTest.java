package io.modelmon.agent.value;

import static io.modelmon.agent.extract.Paths.arg;
import static io.modelmon.agent.extract.Paths.each;
import static io.modelmon.agent.extract.Paths.index;
import static io.modelmon.agent.extract.Paths.key;
import static io.modelmon.agent.extract.Paths.member;
import static io.modelmon.agent.extract.Paths.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.config.Expression.Step;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

// The paths read what nothing calls.
@SuppressWarnings({"UnusedMethod", "UnusedVariable", "EffectivelyPrivate"})
class ValuePathTest {

  private static final MemberAccess ACCESS =
      new MemberAccess(
          MethodHandles.lookup(),
          new ModuleOpener() {
            @Override
            public MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
              throw new IllegalAccessException("closed");
            }
          });

  private record Point(int x) {
    int getX() {
      return -1;
    }
  }

  private static class Base {
    private final int hidden = 7;

    protected int inherited() {
      return 8;
    }
  }

  private static class Everything extends Base {
    private final int value = 1;

    private final int plain = 5;

    int getValue() {
      return 2;
    }

    int value() {
      return 3;
    }

    private boolean isReady() {
      return true;
    }

    private int isWrong() {
      return 1;
    }

    private int wrong() {
      return 4;
    }
  }

  private interface Named {
    default String name() {
      return "default";
    }
  }

  private static @Nullable Object read(Object root, Step... steps) throws Throwable {
    return new ValuePath(arg(0, steps), ACCESS).read(root);
  }

  @Test
  void member_resolvesInTheDocumentedOrder() throws Throwable {
    Everything object = new Everything();

    assertThat(read(new Point(3), member("x"))).isEqualTo(3);
    assertThat(read(object, member("value"))).isEqualTo(2);
    assertThat(read(object, method("value"))).isEqualTo(3);
    assertThat(read(object, member("ready"))).isEqualTo(true);
    assertThat(read(object, member("wrong"))).isEqualTo(4);
    assertThat(read(object, member("plain"))).isEqualTo(5);
    assertThat(read(object, member("hidden"))).isEqualTo(7);
    assertThat(read(object, member("inherited"))).isEqualTo(8);
    assertThat(read(new Named() {}, member("name"))).isEqualTo("default");
  }

  @Test
  void member_ofPlatformClasses_usesExportedTypesOnly() throws Throwable {
    assertThat(read(Collections.unmodifiableList(List.of(1, 2)), member("size"))).isEqualTo(2);
    assertThat(read(Map.entry("k", "v"), member("value"))).isEqualTo("v");
    assertThatThrownBy(() -> read("text", member("hash")))
        .isInstanceOf(NoSuchMemberException.class);
  }

  @Test
  void member_unknown_fails() {
    assertThatThrownBy(() -> read(new Everything(), member("nothing")))
        .isInstanceOf(NoSuchMemberException.class);
    assertThatThrownBy(() -> read(new Everything(), method("plain")))
        .isInstanceOf(NoSuchMemberException.class);
  }

  @Test
  void steps_nullOptionalAndAbsent_giveNull() throws Throwable {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("point", Optional.of(new Point(9)));
    map.put("none", null);

    assertThat(read(map, key("point"), member("x"))).isEqualTo(9);
    assertThat(read(map, key("none"), member("x"))).isNull();
    assertThat(read(map, key("absent"), member("x"))).isNull();
    assertThat(read(Optional.empty(), member("x"))).isNull();
    assertThat(read(new int[] {1}, index(1))).isNull();
    assertThat(read(List.of(), index(0))).isNull();
  }

  @Test
  void index_ofAnySequence_isRead() throws Throwable {
    assertThat(read(new long[] {4, 5}, index(1))).isEqualTo(5L);
    assertThat(read(new String[] {"a"}, index(0))).isEqualTo("a");
    assertThat(read(List.of(1, 2), index(1))).isEqualTo(2);
    assertThat(read(new ArrayDeque<>(List.of(1, 2)), index(1))).isEqualTo(2);
    assertThat(read(new Point[][] {{}, {new Point(6)}}, index(1), index(0), member("x")))
        .isEqualTo(6);
  }

  @Test
  void key_ofAnyMap_isRead() throws Throwable {
    assertThat(read(new TreeMap<>(Map.of(1, "one")), key("1"))).isEqualTo("one");
    assertThat(read(Map.of(TimeUnit.DAYS, 3), key("DAYS"))).isEqualTo(3);
  }

  @Test
  void each_projectsAtMostSixtyFour() throws Throwable {
    List<Integer> many = IntStream.range(0, 100).boxed().toList();

    assertThat(read(Arrays.asList(new Point(1), null), each(), member("x")))
        .isEqualTo(Arrays.asList(1, null));
    assertThat(read(new int[] {1, 2}, each())).isEqualTo(List.of(1, 2));
    assertThat(read(many, each())).isEqualTo(many.subList(0, 64));
  }
}
