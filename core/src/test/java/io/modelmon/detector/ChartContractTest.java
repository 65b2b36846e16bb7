package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every chart and window detector. */
class ChartContractTest {

  private static final double[] ERRORS = Charts.errors(11, 8_000, 1_000);
  private static final double[] NORMALS = Charts.normals(12, 8_000, 1_000);

  static Stream<Arguments> detectors() {
    return Stream.concat(
        Charts.ofErrors().map(maker -> Arguments.of(maker, ERRORS)),
        Charts.ofValues().map(maker -> Arguments.of(maker, NORMALS)));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_changingStream_findsDriftAndReturnsState(
      Supplier<ChangeDetector> maker, double[] stream) {
    ChangeDetector detector = maker.get();
    assertThat(detector.state()).isEqualTo(DetectorState.STABLE);
    boolean found = false;
    for (double value : stream) {
      DetectorState returned = detector.update(value);

      assertThat(detector.state()).isEqualTo(returned);
      found |= returned == DetectorState.DRIFT;
    }

    assertThat(found).isTrue();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void reset_atAnyPoint_equalsNew(Supplier<ChangeDetector> maker, double[] stream) {
    ChangeDetector detector = maker.get();
    List<DetectorState> expected = Charts.states(detector, stream);

    for (int used : new int[] {0, 1, 31, 133, 1_033, 7_777}) {
      detector.reset();
      assertThat(detector.state()).isEqualTo(DetectorState.STABLE);
      Charts.states(detector, Arrays.copyOf(stream, used));
      detector.reset();

      assertThat(Charts.states(detector, stream)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_nan_changesNothing(Supplier<ChangeDetector> maker, double[] stream) {
    ChangeDetector detector = maker.get();
    List<DetectorState> expected = Charts.states(detector, stream);
    detector.reset();

    for (int i = 0; i < stream.length; i++) {
      DetectorState before = detector.state();
      assertThat(detector.update(Double.NaN)).isEqualTo(before);
      assertThat(detector.update(stream[i])).isEqualTo(expected.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_outsideDomain_isRefusedAndForgotten(Supplier<ChangeDetector> maker, double[] stream) {
    ChangeDetector detector = maker.get();
    List<DetectorState> expected = Charts.states(detector, stream);
    detector.reset();
    Charts.states(detector, Arrays.copyOf(stream, 2_000));

    for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> detector.update(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Double.toString(value));
    }

    double[] rest = Arrays.copyOfRange(stream, 2_000, stream.length);
    assertThat(Charts.states(detector, rest)).isEqualTo(expected.subList(2_000, stream.length));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.5, 1.0000001, 2})
  void update_notAnError_isRefused(double value) {
    assertThat(Charts.ofErrors().map(Supplier::get))
        .allSatisfy(
            detector ->
                assertThatThrownBy(() -> detector.update(value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 or 1"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void update_constantErrors_neverAlarm(double value) {
    double[] constant = new double[20_000];
    Arrays.fill(constant, value);
    // A chart that knows the rate must see that it has risen to 1.
    Stream<ChangeDetector> detectors =
        Charts.ofErrors()
            .map(Supplier::get)
            .filter(d -> value == 0 || !(d instanceof Ecdd e && e.knowsRate()));

    assertThat(detectors)
        .allSatisfy(
            d -> assertThat(Charts.states(d, constant)).doesNotContain(DetectorState.DRIFT));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1 / 3.0, -7e9, 1e100})
  void update_constantValue_neverAlarms(double value) {
    double[] constant = new double[20_000];
    Arrays.fill(constant, value);

    assertThat(
            Stream.of(
                Cusum.builder().direction(Direction.BOTH).build(),
                Cusum.builder().inControl(value, 2).direction(Direction.BOTH).build(),
                PageHinkley.builder().direction(Direction.BOTH).build(),
                PageHinkley.builder().inControl(value, 2).direction(Direction.BOTH).build(),
                Ewma.builder(value, 0.5).build(),
                Kswin.builder().build(),
                Kswin.builder().averageRunLength(200).build(),
                Kswin.builder().sampled(3).build()))
        .allSatisfy(d -> assertThat(Charts.states(d, constant)).containsOnly(DetectorState.STABLE));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_manyValues_allocatesNothing(Supplier<ChangeDetector> maker, double[] stream) {
    ChangeDetector detector = maker.get();
    run(detector, stream);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

    run(detector, stream);
    run(detector, stream);

    // Asking costs some bytes itself; one byte per value would be far more.
    assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
        .isLessThan(stream.length);
  }

  private static void run(ChangeDetector detector, double[] stream) {
    for (double value : stream) {
      detector.update(value);
    }
  }
}
