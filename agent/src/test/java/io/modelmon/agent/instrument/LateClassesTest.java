package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LateClassesTest {

  private final LateClasses late = new LateClasses();

  @Test
  void class_thatWasTried_isForgotten() {
    late.add("app/Main");
    late.add("app/Other");

    assertThat(round("app/Main")).isEmpty();

    assertThat(late.names()).containsExactly("app/Other");
    assertThat(late.isEmpty()).isFalse();
  }

  @Test
  void class_lookedForThirtyTimesInVain_isForgotten() {
    late.add("app/Main");

    for (int i = 0; i < 29; i++) {
      round();
    }

    assertThat(late.names()).containsExactly("app/Main");
    round();
    assertThat(late.names()).isEmpty();
    assertThat(late.isEmpty()).isTrue();
  }

  @Test
  void class_thatComesAgain_isLookedForAsLongAsANewOne() {
    late.add("app/Main");
    for (int i = 0; i < 29; i++) {
      round();
    }

    late.add("app/Main");
    round();

    assertThat(late.names()).containsExactly("app/Main");
  }

  @Test
  void class_triedThirtyTimesInVain_isForgottenAndNamed() {
    late.add("app/Main");

    for (int i = 0; i < 29; i++) {
      late.trying(late.names(), Set.of("app/Main"));
      late.add("app/Main");
      assertThat(late.tried(Set.of("app/Main"))).isEmpty();
    }

    late.trying(late.names(), Set.of("app/Main"));
    late.add("app/Main");
    assertThat(late.tried(Set.of("app/Main"))).containsExactly("app/Main");
    assertThat(late.isEmpty()).isTrue();
  }

  @Test
  void class_triedWhileOneCouldNotBeNoted_isTriedAgain() {
    late.add("app/Main");
    late.trying(late.names(), Set.of("app/Main"));
    late.unnamed = true;

    assertThat(late.tried(Set.of("app/Main"))).isEmpty();

    assertThat(late.names()).containsExactly("app/Main");
  }

  @Test
  void class_withoutAName_isLookedForThirtyTimes() {
    assertThat(late.isEmpty()).isTrue();
    assertThat(late.looksForUnnamed()).isFalse();

    late.unnamed = true;

    assertThat(late.isEmpty()).isFalse();
    assertThat(late.names()).isEmpty();
    for (int i = 0; i < 29; i++) {
      assertThat(late.looksForUnnamed()).isTrue();
      assertThat(late.lookedForUnnamed()).isFalse();
    }
    assertThat(late.looksForUnnamed()).isTrue();
    assertThat(late.lookedForUnnamed()).isTrue();
    assertThat(late.looksForUnnamed()).isFalse();
    assertThat(late.isEmpty()).isTrue();
  }

  private List<String> round(String... found) {
    late.trying(late.names(), Set.of(found));
    return late.tried(Set.of(found));
  }
}
