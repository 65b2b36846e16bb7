package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelmon.reference.ReferenceTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
          Map.entry("HddmW default", () -> HddmW.builder().build()));

  private static final Map<String, Supplier<ChangeDetector>> RIVER_FIRST =
      Map.ofEntries(
          Map.entry("Adwin default", () -> Adwin.builder().build()),
          Map.entry("Adwin clock=1", () -> Adwin.builder().checkInterval(1).build()),
          Map.entry("Adwin delta=0.1", () -> Adwin.builder().delta(0.1).build()),
          Map.entry(
              "HddmW two_sided_test=True",
              () -> HddmW.builder().direction(Direction.BOTH).build()));

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

  /**
   * River's ADWIN forgets its window after drift, and the squared weights of its HDDM-W are one
   * step ahead: the first average has the weight 1, not 1 − 2λ + 2λ². Only first alarms can agree.
   */
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
    return indices(row.text("drifts"));
  }

  private static List<Integer> indices(String cell) {
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

  /** MOA's two-sided HDDM-A forgets everything after a decrease, but reports only increases. */
  @Test
  void drifts_twoSidedHddmA_areThoseOfMoaAndTheDecreases() {
    List<String> withDecreases = new ArrayList<>();
    for (ReferenceTable.Row row : ReferenceTable.read("detector/moa.csv")) {
      if (setting(row).equals("HddmA default")) {
        List<Integer> drifts = drifts(moaHddmA(Direction.BOTH), row.text("stream"));

        assertThat(drifts).containsAll(indices(row));
        if (drifts.size() > indices(row).size()) {
          withDecreases.add(row.text("stream"));
        }
      }
    }

    assertThat(withDecreases).contains("decrease", "unit_decrease", "recurring");
  }

  /**
   * The first alarms that CapyMOA publishes for MOA, counted from 1, show that the record is right.
   * Those "out of domain" are MOA's answer to numbers up to 11 where the papers have errors, 0 or
   * 1; here such values are refused, below.
   */
  @ParameterizedTest
  @CsvSource({
    "Adwin, default, 1024", "Ddm, out of domain, 1004", "HddmA, out of domain, 1004",
    "HddmW, out of domain, 1001", "Cusum, default, 1005", "PageHinkley, default, 1007",
    "Rddm, out of domain, 1001", "Ewma, out of domain, 1001", "Stepd, out of domain, 1001"
  })
  void record_capymoaStream_hasThePublishedFirstAlarms(String detector, String setting, int first) {
    List<Integer> drifts = recorded("moa", detector + " " + setting, "capymoa");

    assertThat(drifts.get(0) + 1).isEqualTo(first);
  }

  /**
   * The alarms in River's unit tests, which were written for former versions: where River has
   * changed since, MOA still does the same. In neither record is ADWIN's 1055, now 1023 in both;
   * Page–Hinkley's 1020 and 1991 are those of MOA's CUSUM, River's second is now 1990.
   */
  @ParameterizedTest
  @CsvSource({
    "moa, Ddm default, river_tests_rate, 1049",
    "moa, Eddm default, river_tests_rate, 681 848 983 1042 1089",
    "moa, HddmA -t One-sided, river_tests_rate, 1047",
    "moa, HddmA default, river_tests_steps, 531 1545",
    "moa, HddmW default, river_tests_rate, 1018",
    "moa, HddmW -t Two-sided, river_tests_steps, 507 1508",
    "river, HddmA two_sided_test=True, river_tests_steps, 531 1015 1545",
    "river, Kswin alpha=0.0001 window_size=200 stat_size=100 seed=42, river_tests_range, 1042"
  })
  void record_streamsOfRiversTests_hasThePublishedAlarms(
      String table, String setting, String stream, String alarms) {
    assertThat(recorded(table, setting, stream)).isEqualTo(indices(alarms));
  }

  private static List<Integer> recorded(String table, String setting, String stream) {
    return ReferenceTable.read("detector/" + table + ".csv").stream()
        .filter(row -> setting(row).equals(setting) && row.text("stream").equals(stream))
        .map(DetectorReferenceTest::indices)
        .findFirst()
        .orElseThrow();
  }

  /** Some streams leave the domain of the detectors for errors: MOA goes on, we refuse. */
  @ParameterizedTest
  @CsvSource({"capymoa, 1000", "river_adwin, 1000", "river_tests_range, 1000"})
  void update_streamThatLeavesTheDomain_isRefusedThere(String stream, int first) {
    double[] values = STREAMS.get(stream);
    List<ChangeDetector> detectors =
        List.of(
            Ddm.builder().build(),
            Rddm.builder().build(),
            HddmA.builder().build(),
            HddmW.builder().build(),
            Ecdd.builder().build(),
            Stepd.builder().build());

    for (ChangeDetector detector : detectors) {
      for (int i = 0; i < first; i++) {
        detector.update(values[i]);
      }
      assertThatThrownBy(() -> detector.update(values[first]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
