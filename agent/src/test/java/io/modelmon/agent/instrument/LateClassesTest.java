package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LateClassesTest {

  private final LateClasses late = new LateClasses();

  @Test
  void class_thatWasFound_isForgotten() {
    late.add("app/Main");
    late.add("app/Other");

    late.looked(late.names(), List.of("app/Main"));

    assertThat(late.names()).containsExactly("app/Other");
    assertThat(late.isEmpty()).isFalse();
  }

  @Test
  void class_lookedForThirtyTimesInVain_isForgotten() {
    late.add("app/Main");

    for (int round = 0; round < 29; round++) {
      late.looked(late.names(), List.of());
    }

    assertThat(late.names()).containsExactly("app/Main");
    late.looked(late.names(), List.of());
    assertThat(late.names()).isEmpty();
    assertThat(late.isEmpty()).isTrue();
  }

  @Test
  void class_thatComesAgain_isLookedForAsLongAsANewOne() {
    late.add("app/Main");
    for (int round = 0; round < 29; round++) {
      late.looked(late.names(), List.of());
    }

    late.add("app/Main");
    late.looked(late.names(), List.of());

    assertThat(late.names()).containsExactly("app/Main");
  }

  @Test
  void class_withoutAName_isSomethingToDo() {
    assertThat(late.isEmpty()).isTrue();

    late.unnamed = true;

    assertThat(late.isEmpty()).isFalse();
    assertThat(late.names()).isEmpty();
  }
}
