package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.reference.ReferenceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alarm of MOA's and River's detectors on the recorded streams, parameters aligned. */
class DetectorReferenceTest {

  private static final Map<String, double[]> STREAMS =
      ReferenceTable.read("detector/streams.csv").stream()
          .collect(Collectors.toMap(row -> row.text("stream"), row -> row.numbers("values")));

  private static final Map<String, Supplier<ChangeDetector>> MOA =
      Map.ofEntries(
          Map.entry("Adwin default", () -> moaAdwin(0.002)),
          Map.entry("Adwin -a 0.1", () -> moaAdwin(0.1)),
          Map.entry("Ddm default", () -> Ddm.builder().minSamples(29).build()),
          Map.entry("Ddm -n 31", () -> Ddm.builder().build()),
          Map.entry("Eddm default", () -> Eddm.builder().build()),
          Map.entry("Rddm default", () -> Rddm.builder().build()),
          Map.entry("Rddm -n 30 -x 3000 -y 700 -z 140", DetectorReferenceTest::shortRddm),
          Map.entry("HddmA -t One-sided", () -> moaHddmA(Direction.INCREASE)),
          Map.entry("HddmW default", () -> HddmW.builder().build()));

  private static final Map<String, Supplier<ChangeDetector>> RIVER =
      Map.ofEntries(
          Map.entry("Ddm default", () -> Ddm.builder().minSamples(31).build()),
          Map.entry("Ddm warm_start=29", () -> Ddm.builder().build()),
          Map.entry("HddmA default", () -> moaHddmA(Direction.INCREASE)),
          Map.entry("HddmA two_sided_test=True", () -> moaHddmA(Direction.BOTH)),
          Map.entry("HddmW default", () -> HddmW.builder().build()),
          Map.entry(
              "HddmW two_sided_test=True",
              () -> HddmW.builder().direction(Direction.BOTH).build()));

  private static final Map<String, Supplier<ChangeDetector>> RIVER_FIRST =
      Map.ofEntries(
          Map.entry("Adwin default", () -> Adwin.builder().build()),
          Map.entry("Adwin clock=1", () -> Adwin.builder().checkInterval(1).build()),
          Map.entry("Adwin delta=0.1", () -> Adwin.builder().delta(0.1).build()));

  private static Adwin moaAdwin(double delta) {
    return Adwin.builder().delta(delta).minSubWindow(7).direction(Direction.INCREASE).build();
  }

  private static Rddm shortRddm() {
    return Rddm.builder()
        .minSamples(30)
        .maxConceptSize(3_000)
        .stableConceptSize(700)
        .warningLimit(140)
        .build();
  }

  /** MOA and River compare at ln(2/α) but choose cuts at ln(1/α). */
  private static HddmA moaHddmA(Direction direction) {
    return HddmA.builder()
        .driftConfidence(0.0005)
        .warningConfidence(0.0025)
        .cutConfidence(0.001)
        .direction(direction)
        .build();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("moa")
  void drifts_alignedWithMoa_areAllEqual(String setting, String stream, List<Integer> expected) {
    assertThat(drifts(MOA.get(setting).get(), stream)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("river")
  void drifts_alignedWithRiver_areAllEqual(String setting, String stream, List<Integer> expected) {
    assertThat(drifts(RIVER.get(setting).get(), stream)).isEqualTo(expected);
  }

  /** River's ADWIN forgets its window after drift, so only the first alarms can agree. */
  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("riverFirst")
  void firstDrift_alignedWithRiver_isEqual(String setting, String stream, List<Integer> expected) {
    List<Integer> drifts = drifts(RIVER_FIRST.get(setting).get(), stream);

    assertThat(drifts.stream().limit(1).toList()).isEqualTo(expected.stream().limit(1).toList());
  }

  static Stream<Arguments> moa() {
    return cases("detector/moa.csv", MOA.keySet()::contains);
  }

  static Stream<Arguments> river() {
    return cases("detector/river.csv", RIVER.keySet()::contains);
  }

  static Stream<Arguments> riverFirst() {
    return cases("detector/river.csv", RIVER_FIRST.keySet()::contains);
  }

  private static Stream<Arguments> cases(String table, Function<String, Boolean> known) {
    return ReferenceTable.read(table).stream()
        .filter(row -> known.apply(setting(row)))
        .map(row -> Arguments.of(setting(row), row.text("stream"), indices(row)));
  }

  private static String setting(ReferenceTable.Row row) {
    return row.text("detector") + " " + row.text("setting");
  }

  private static List<Integer> indices(ReferenceTable.Row row) {
    String cell = row.text("drifts");
    return cell.isEmpty()
        ? List.of()
        : Arrays.stream(cell.split(" ", -1)).map(Integer::valueOf).toList();
  }

  private static List<Integer> drifts(ChangeDetector detector, String stream) {
    double[] values = STREAMS.get(stream);
    List<Integer> drifts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (detector.update(values[i]) == DetectorState.DRIFT) {
        drifts.add(i);
      }
    }
    return drifts;
  }
}
