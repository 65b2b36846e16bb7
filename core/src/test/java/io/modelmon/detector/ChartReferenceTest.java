package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.reference.ReferenceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alarm of MOA's and River's charts on the recorded streams, parameters aligned. */
class ChartReferenceTest {

  private static final Map<String, double[]> STREAMS =
      ReferenceTable.read("detector/streams.csv").stream()
          .collect(Collectors.toMap(row -> row.text("stream"), row -> row.numbers("values")));

  static Stream<Arguments> moaCusum() {
    return cases("moa.csv", "Cusum", "default");
  }

  static Stream<Arguments> moaEwma() {
    return cases("moa.csv", "Ewma", "default");
  }

  static Stream<Arguments> moaStepd() {
    return cases("moa.csv", "Stepd", "default");
  }

  static Stream<Arguments> moaPageHinkley() {
    return cases("moa.csv", "PageHinkley", "default");
  }

  static Stream<Arguments> riverPageHinkley() {
    return cases("river.csv", "PageHinkley", "default");
  }

  static Stream<Arguments> riverPageHinkleyUp() {
    return cases("river.csv", "PageHinkley", "mode=up");
  }

  static Stream<Arguments> riverPageHinkleyDown() {
    return cases("river.csv", "PageHinkley", "mode=down");
  }

  static Stream<Arguments> riverKswin60() {
    return cases("river.csv", "Kswin", "window_size=60 seed=42");
  }

  static Stream<Arguments> riverKswin80() {
    return cases("river.csv", "Kswin", "alpha=0.0001 window_size=80 stat_size=40 seed=42");
  }

  static Stream<Arguments> riverKswin200() {
    return cases("river.csv", "Kswin", "alpha=0.0001 window_size=200 stat_size=100 seed=42");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moaCusum")
  void cusum_alarmsOfMoa_areAllEqual(String stream, List<Integer> expected) {
    assertThat(drifts(Cusum.builder().build(), stream)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moaEwma")
  void ecdd_alarmsOfMoa_areAllEqual(String stream, List<Integer> expected) {
    assertThat(drifts(Ecdd.builder().build(), stream)).isEqualTo(expected);
  }

  /**
   * MOA divides by the zero variance of windows in which all values are equal and calls the
   * infinite result drift; there, and only there, the detector is put back by hand.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("moaStepd")
  void stepd_alarmsOfMoa_areAllEqualButWhereNothingVaries(String stream, List<Integer> expected) {
    double[] values = STREAMS.get(stream);
    Stepd detector = Stepd.builder().build();
    List<Integer> drifts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < values.length; i++) {
      boolean drift = detector.update(values[i]) == DetectorState.DRIFT;
      if (i - start == 59 && constant(values, start, i)) {
        detector.reset();
        drift = true;
      }
      if (drift) {
        drifts.add(i);
        start = i + 1;
      }
    }

    assertThat(drifts).isEqualTo(expected);
  }

  /**
   * MOA 2024.07 holds the sum itself against the threshold, not its rise above its lowest point, so
   * it must first make up for every earlier fall. With that one change written out, every alarm
   * agrees.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("moaPageHinkley")
  void pageHinkley_alarmsOfMoa_areThoseWithoutTheMinimum(String stream, List<Integer> expected) {
    List<Integer> drifts = new ArrayList<>();
    double sum = 0;
    Centre centre = Centre.running();
    double[] values = STREAMS.get(stream);
    for (int i = 0; i < values.length; i++) {
      sum = 0.9999 * sum + (centre.deviationOf(values[i]) - 0.005);
      if (centre.count() >= 29 && sum > 50) {
        drifts.add(i);
        sum = 0;
        centre.reset();
      }
    }

    assertThat(drifts).isEqualTo(expected);
    List<Integer> ours = drifts(PageHinkley.builder().build(), stream);
    assertThat(first(ours)).isLessThanOrEqualTo(first(expected));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("riverPageHinkley")
  void pageHinkley_alarmsOfRiver_areAllEqual(String stream, List<Integer> expected) {
    assertThat(drifts(riverForm(Direction.BOTH), stream)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("riverPageHinkleyUp")
  void pageHinkley_alarmsOfRiverUp_areAllEqual(String stream, List<Integer> expected) {
    assertThat(drifts(riverForm(Direction.INCREASE), stream)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("riverPageHinkleyDown")
  void pageHinkley_alarmsOfRiverDown_areAllEqual(String stream, List<Integer> expected) {
    assertThat(drifts(riverForm(Direction.DECREASE), stream)).isEqualTo(expected);
  }

  /** In a window of twice the newest values the random sample is all older ones. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("riverKswin60")
  void kswin_alarmsOfRiver_areAllEqual(String stream, List<Integer> expected) {
    Kswin detector = Kswin.builder().windowSize(60).build();

    assertThat(driftsForgettingAll(detector, stream)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("riverKswin80")
  void kswin_alarmsOfRiverAtLowLevel_areAllEqual(String stream, List<Integer> expected) {
    Kswin detector = Kswin.builder().windowSize(80).recentSize(40).level(0.0001).build();

    assertThat(driftsForgettingAll(detector, stream)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("riverKswin200")
  void kswin_alarmsOfRiverInAWideWindow_areAllEqual(String stream, List<Integer> expected) {
    Kswin detector = Kswin.builder().windowSize(200).recentSize(100).level(0.0001).build();

    assertThat(driftsForgettingAll(detector, stream)).isEqualTo(expected);
  }

  private static PageHinkley riverForm(Direction direction) {
    return PageHinkley.builder().direction(direction).minSamples(30).build();
  }

  private static List<Integer> drifts(ChangeDetector detector, String stream) {
    return Charts.drifts(detector, STREAMS.get(stream));
  }

  /** River drops the newest values after drift, which the paper and this project keep. */
  private static List<Integer> driftsForgettingAll(Kswin detector, String stream) {
    double[] values = STREAMS.get(stream);
    List<Integer> drifts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (detector.update(values[i]) == DetectorState.DRIFT) {
        drifts.add(i);
        detector.reset();
      }
    }
    return drifts;
  }

  private static int first(List<Integer> drifts) {
    return drifts.isEmpty() ? Integer.MAX_VALUE : drifts.get(0);
  }

  private static boolean constant(double[] values, int from, int to) {
    return Arrays.stream(values, from, to + 1).distinct().count() == 1;
  }

  private static Stream<Arguments> cases(String table, String detector, String setting) {
    List<Arguments> cases =
        ReferenceTable.read("detector/" + table).stream()
            .filter(row -> row.text("detector").equals(detector))
            .filter(row -> row.text("setting").equals(setting))
            .map(row -> Arguments.of(row.text("stream"), indices(row)))
            .toList();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(10);
    return cases.stream();
  }

  private static List<Integer> indices(ReferenceTable.Row row) {
    String cell = row.text("drifts");
    return cell.isEmpty()
        ? List.of()
        : Arrays.stream(cell.split(" ", -1)).map(Integer::valueOf).toList();
  }
}
