package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every detector of errors. */
class DetectorContractTest {

  private static final double[] STREAM = Detectors.alternating(11, 12_000, 1_500);

  static Stream<ChangeDetector> detectors() {
    return Detectors.all();
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void state_newDetector_isStable(ChangeDetector detector) {
    assertThat(detector.state()).isEqualTo(DetectorState.STABLE);
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_changingStream_findsDriftAndReturnsState(ChangeDetector detector) {
    boolean found = false;
    for (double value : STREAM) {
      DetectorState returned = detector.update(value);

      assertThat(detector.state()).isEqualTo(returned);
      found |= returned == DetectorState.DRIFT;
    }

    assertThat(found).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void update_constantStream_neverAlarms(double value) {
    double[] constant = new double[50_000];
    Arrays.fill(constant, value);

    assertThat(Detectors.all())
        .allSatisfy(
            d -> assertThat(Detectors.states(d, constant)).containsOnly(DetectorState.STABLE));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1 / 3.0, 0.7})
  void update_constantLoss_neverAlarms(double value) {
    double[] constant = new double[50_000];
    Arrays.fill(constant, value);

    assertThat(Detectors.all().filter(d -> !(d instanceof Eddm || d instanceof Rddm)))
        .allSatisfy(
            d -> assertThat(Detectors.states(d, constant)).containsOnly(DetectorState.STABLE));
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void reset_atAnyPoint_equalsNew(ChangeDetector detector) {
    List<DetectorState> expected = Detectors.states(detector, STREAM);

    for (int used : new int[] {0, 1, 31, 1_600, 7_777}) {
      detector.reset();
      assertThat(detector.state()).isEqualTo(DetectorState.STABLE);
      Detectors.states(detector, Arrays.copyOf(STREAM, used));
      detector.reset();

      assertThat(Detectors.states(detector, STREAM)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_nan_changesNothing(ChangeDetector detector) {
    List<DetectorState> expected = Detectors.states(detector, STREAM);
    detector.reset();

    for (int i = 0; i < STREAM.length; i++) {
      DetectorState before = detector.state();
      assertThat(detector.update(Double.NaN)).isEqualTo(before);
      assertThat(detector.update(STREAM[i])).isEqualTo(expected.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_outsideDomain_isRefusedAndForgotten(ChangeDetector detector) {
    List<DetectorState> expected = Detectors.states(detector, STREAM);
    detector.reset();
    Detectors.states(detector, Arrays.copyOf(STREAM, 2_000));

    for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e300}) {
      assertThatThrownBy(() -> detector.update(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Double.toString(value));
    }

    double[] rest = Arrays.copyOfRange(STREAM, 2_000, STREAM.length);
    assertThat(Detectors.states(detector, rest)).isEqualTo(expected.subList(2_000, STREAM.length));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, 6})
  void update_notAnError_isRefusedByAllButAdwin(double value) {
    assertThat(Detectors.all().filter(d -> !(d instanceof Adwin)))
        .allSatisfy(
            d ->
                assertThatThrownBy(() -> d.update(value))
                    .isInstanceOf(IllegalArgumentException.class));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.999})
  void update_partOfAnError_isRefusedByEddmAndRddm(double value) {
    assertThatThrownBy(() -> Eddm.builder().build().update(value)).hasMessageContaining("0 or 1");
    assertThatThrownBy(() -> Rddm.builder().build().update(value)).hasMessageContaining("0 or 1");
  }

  @ParameterizedTest
  @MethodSource("detectors")
  void update_manyValues_allocatesNothing(ChangeDetector detector) {
    run(detector);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);

    run(detector);
    run(detector);

    // Asking costs some bytes itself; one byte per value would be far more.
    assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(STREAM.length);
  }

  private static void run(ChangeDetector detector) {
    for (double value : STREAM) {
      detector.update(value);
    }
  }
}
