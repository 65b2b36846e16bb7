package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.modelmon.agent.extract.Extraction;
import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.ModelCapture;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.monitor.RuleStatus.State;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Woven code, linker and extraction together, up to the ring. */
class ExtractionEndsTest {

  private static final String MODEL =
      """
      package app;
      class Model {
        double predict(double[] row) {
          if (row[0] < 0) { throw new IllegalArgumentException("negative"); }
          double sum = 0;
          for (int i = 0; i < row.length; i++) { sum += row[i]; row[i] = Double.NaN; }
          return sum;
        }
      }
      public class Main {
        public static Object run() { return new Model().predict(new double[] {1, 2, 3}); }
        public static class Bad { public static Object run() { return new Model().predict(new double[] {-1, 2, 3}); } }
      }
      """;

  private final CaptureRegistry captures = new CaptureRegistry();

  private Host host(String rules) {
    ModelmonConfig config = Configs.config(rules);
    Host host = new Host(rules).with(MODEL);
    Extraction extraction =
        new Extraction(
            config,
            captures,
            type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup()),
            id -> List.of("a", "b", "c"));
    TestDispatcher.linkWith(
        new SiteLinker(
            host.weaving.sites(), host.weaving.states(), new ExtractionEnds(extraction)));
    return host;
  }

  @Test
  void calls_throughTheRing_haveInputsAsTheyWereOnEntry() throws Throwable {
    Host host = host("app.Model#predict");
    for (int i = 0; i < 5; i++) {
      assertThat(host.run("app.Main")).isEqualTo(6.0);
    }
    Throwable thrown = catchThrowable(() -> host.run("app.Main$Bad"));

    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage("negative");
    assertThat(host.state().state()).isEqualTo(State.MATCHED);
    ModelCapture capture = captures.models().get(0);
    CaptureBuffer buffer = Objects.requireNonNull(capture.buffer());
    List<String> drained = new ArrayList<>();
    int count = buffer.drain(call -> drained.add(text(call)), true);
    assertThat(count).isEqualTo(6);
    assertThat(drained).containsOnly("[1.0, 2.0, 3.0, 6.0] null", drained.get(5));
    assertThat(drained.get(5))
        .startsWith("[-1.0, 2.0, 3.0, ")
        .endsWith(" java.lang.IllegalArgumentException");
  }

  private static String text(CapturedCall call) {
    double[] row = new double[4];
    for (int column = 0; column < row.length; column++) {
      row[column] = call.value(0, column);
    }
    return Arrays.toString(row) + " " + call.errorType();
  }
}
