package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.modelmon.monitor.RuleStatus.State;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WovenCallTest {

  private static final String MODEL =
      """
      package app;
      public class Model {
        public static final RuntimeException FAILURE = new IllegalStateException("no model");
        public double predict(long id, double[] row, String name, double scale, byte b) {
          id = -1;
          if (row == null) { throw FAILURE; }
          double sum = 0;
          for (double v : row) { sum += v; }
          row = null;
          return sum * scale + b;
        }
        public static Object run() { return new Model().predict(7, new double[] {1, 2}, "x", 2.5, (byte) 1); }
        public static class Bad { public static Object run() { return new Model().predict(7, null, "x", 2.5, (byte) 1); } }
      }
      """;

  @Test
  void call_returning_handsOverArgumentsAndResult() throws Throwable {
    Host host = new Host("app.Model#predict").with(MODEL);

    Object result = host.run("app.Model");

    assertThat(result).isEqualTo(8.5);
    List<Object> entered = host.ends.get(0).arguments();
    assertThat(entered).hasSize(5);
    assertThat(entered.get(0)).isEqualTo(7L);
    assertThat(entered.get(1)).isEqualTo(new double[] {1, 2});
    assertThat(entered.subList(2, 5)).isEqualTo(List.of("x", 2.5, (byte) 1));
    assertThat(host.ends.get(1).arguments()).isEqualTo(Arrays.asList(1L, 8.5, null));
    assertThat(host.state().state()).isEqualTo(State.MATCHED);
    assertThat(host.state().detail())
        .isEqualTo("app.Model.predict(long, double[], java.lang.String, double, byte)");
  }

  @Test
  void call_throwing_throwsTheSameObjectAndHandsItOver() throws Throwable {
    Host host = new Host("app.Model#predict").with(MODEL);
    Object failure = host.load("app.Model").getField("FAILURE").get(null);

    Throwable thrown = catchThrowable(() -> host.run("app.Model$Bad"));

    assertThat(thrown).isSameAs((Throwable) failure);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(host.ends.get(1).arguments()).isEqualTo(Arrays.asList(1L, 0.0, failure));
  }
}
