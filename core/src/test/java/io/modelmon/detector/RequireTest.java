package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The ends of every range: accepted and handed back, or refused. */
class RequireTest {

  private static void assertRefused(String value, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value);
  }

  @Test
  void wholeNumbers_ends() {
    assertThat(Require.atLeast(3, "size", 3)).isEqualTo(3);
    assertRefused("size must be at least 3, not 2", () -> Require.atLeast(3, "size", 2));
  }

  @Test
  void finiteNumbers_ends() {
    assertThat(Require.positive("x", Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Require.positive("x", Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    assertRefused("0.0", () -> Require.positive("x", 0));
    assertRefused("Infinity", () -> Require.positive("x", Double.POSITIVE_INFINITY));
    assertThat(Require.notNegative("x", 0)).isZero();
    assertThat(Require.notNegative("x", 2.5)).isEqualTo(2.5);
    assertRefused("-4.9E-324", () -> Require.notNegative("x", -Double.MIN_VALUE));
    assertRefused("Infinity", () -> Require.notNegative("x", Double.POSITIVE_INFINITY));
    assertThat(Require.finite("x", -Double.MAX_VALUE)).isEqualTo(-Double.MAX_VALUE);
    assertRefused("NaN", () -> Require.finite("x", Double.NaN));
    assertThat(Require.summable(-1e150)).isEqualTo(-1e150);
    assertRefused("1.0E151", () -> Require.summable(1e151));
    assertRefused("NaN", () -> Require.summable(Double.NaN));
  }

  @Test
  void shares_ends() {
    assertThat(Require.inside("x", 0.5)).isEqualTo(0.5);
    assertRefused("0.0", () -> Require.inside("x", 0));
    assertRefused("1.0", () -> Require.inside("x", 1));
    assertThat(Require.share("x", 1)).isEqualTo(1);
    assertRefused("0.0", () -> Require.share("x", 0));
    assertRefused("1.0000000000000002", () -> Require.share("x", Math.nextUp(1.0)));
  }

  @Test
  void values_ends() {
    assertThatCode(() -> Require.unit(0)).doesNotThrowAnyException();
    assertThatCode(() -> Require.unit(1)).doesNotThrowAnyException();
    assertRefused("-4.9E-324", () -> Require.unit(-Double.MIN_VALUE));
    assertRefused("1.0000000000000002", () -> Require.unit(Math.nextUp(1.0)));
    assertThatCode(() -> Require.error(0)).doesNotThrowAnyException();
    assertThatCode(() -> Require.error(1)).doesNotThrowAnyException();
    assertRefused("0.5", () -> Require.error(0.5));
  }

  @Test
  void order_ends() {
    assertThatCode(() -> Require.notAbove("a", 2, "b", 2)).doesNotThrowAnyException();
    assertRefused("2.0 > 1.0", () -> Require.notAbove("a", 2, "b", 1));
    assertRefused("NaN", () -> Require.notAbove("a", Double.NaN, "b", 1));
  }

  @Test
  void direction_sides() {
    assertThat(Direction.INCREASE.up()).isTrue();
    assertThat(Direction.INCREASE.down()).isFalse();
    assertThat(Direction.DECREASE.up()).isFalse();
    assertThat(Direction.DECREASE.down()).isTrue();
    assertThat(Direction.BOTH.up() && Direction.BOTH.down()).isTrue();
  }
}
