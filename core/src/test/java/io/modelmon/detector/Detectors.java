package io.modelmon.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The window-free and windowing detectors of errors under test, and streams for them. */
final class Detectors {

  private Detectors() {}

  /** One of each at its defaults, and the two-sided forms. */
  static Stream<ChangeDetector> all() {
    return Stream.of(
        Adwin.builder().build(),
        Adwin.builder().checkInterval(1).direction(Direction.DECREASE).build(),
        Ddm.builder().build(),
        Eddm.builder().build(),
        Rddm.builder().build(),
        shortRddm(),
        HddmA.builder().build(),
        HddmA.builder().direction(Direction.BOTH).build(),
        HddmW.builder().build(),
        HddmW.builder().direction(Direction.BOTH).build());
  }

  static Rddm shortRddm() {
    return Rddm.builder()
        .minSamples(30)
        .maxConceptSize(3_000)
        .stableConceptSize(700)
        .warningLimit(140)
        .build();
  }

  /** Errors with a rate that jumps from low to high and back every {@code period} values. */
  static double[] alternating(long seed, int length, int period) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      double rate = i / period % 2 == 0 ? 0.1 : 0.5;
      values[i] = random.nextDouble() < rate ? 1 : 0;
    }
    return values;
  }

  static List<DetectorState> states(ChangeDetector detector, double... values) {
    List<DetectorState> states = new ArrayList<>(values.length);
    for (double value : values) {
      states.add(detector.update(value));
    }
    return states;
  }

  static List<Integer> drifts(ChangeDetector detector, double... values) {
    List<DetectorState> states = states(detector, values);
    List<Integer> drifts = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i) == DetectorState.DRIFT) {
        drifts.add(i);
      }
    }
    return drifts;
  }
}
