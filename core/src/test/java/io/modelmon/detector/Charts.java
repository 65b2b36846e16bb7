package io.modelmon.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The charts and window detectors under test, and streams for them. */
final class Charts {

  private Charts() {}

  /** Makers of detectors of errors, in control at a rate of 0.2 where that must be known. */
  static Stream<Supplier<ChangeDetector>> ofErrors() {
    return Stream.of(
        () -> Ecdd.builder().build(),
        () -> Ecdd.builder().errorRate(0.2).averageRunLength(1_000).build(),
        () -> Stepd.builder().build(),
        () -> Stepd.builder().direction(Direction.INCREASE).averageRunLength(100, 0.2).build(),
        () -> Stepd.builder().direction(Direction.DECREASE).windowSize(50).build());
  }

  /** Makers of detectors of any values, in control at mean 0 and standard deviation 1. */
  static Stream<Supplier<ChangeDetector>> ofValues() {
    return Stream.of(
        () -> Cusum.builder().build(),
        () ->
            Cusum.builder()
                .inControl(0, 1)
                .direction(Direction.BOTH)
                .averageRunLength(1_000)
                .build(),
        () -> PageHinkley.builder().direction(Direction.BOTH).build(),
        () -> PageHinkley.builder().inControl(0, 1).averageRunLength(1_000).build(),
        () -> Ewma.builder(0, 1).build(),
        () -> Ewma.builder(0, 1).direction(Direction.INCREASE).weight(0.1).build(),
        () -> Kswin.builder().build(),
        () -> Kswin.builder().averageRunLength(1_000).build(),
        () -> Kswin.builder().sampled(7).build());
  }

  /** Errors with a rate of 0.2, and of 0.6 in every second stretch. */
  static double[] errors(long seed, int length, int stretch) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextDouble() < (i / stretch % 2 == 0 ? 0.2 : 0.6) ? 1 : 0;
    }
    return values;
  }

  /** Standard normal values, moved up by 1 in every second stretch. */
  static double[] normals(long seed, int length, int stretch) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = normal(random) + (i / stretch % 2);
    }
    return values;
  }

  /** Returns a standard normal value (Box and Muller). */
  static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  static List<DetectorState> states(ChangeDetector detector, double... values) {
    List<DetectorState> states = new ArrayList<>(values.length);
    for (double value : values) {
      states.add(detector.update(value));
    }
    return states;
  }

  /** Returns the indices of the values after which the detector said drift. */
  static List<Integer> drifts(ChangeDetector detector, double... values) {
    List<Integer> drifts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (detector.update(values[i]) == DetectorState.DRIFT) {
        drifts.add(i);
      }
    }
    return drifts;
  }
}
