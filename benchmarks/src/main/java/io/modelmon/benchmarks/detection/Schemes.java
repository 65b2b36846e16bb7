package io.modelmon.benchmarks.detection;

import io.modelmon.detector.Adwin;
import io.modelmon.detector.ChangeDetector;
import io.modelmon.detector.Cusum;
import io.modelmon.detector.Ddm;
import io.modelmon.detector.Direction;
import io.modelmon.detector.Ecdd;
import io.modelmon.detector.Eddm;
import io.modelmon.detector.Ewma;
import io.modelmon.detector.FalseAlarmHorizon;
import io.modelmon.detector.HddmA;
import io.modelmon.detector.HddmW;
import io.modelmon.detector.Kswin;
import io.modelmon.detector.PageHinkley;
import io.modelmon.detector.Rddm;
import io.modelmon.detector.Stepd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * The detectors under evaluation: each with the defaults of the field, and each set to about one
 * false alarm in {@value #RUN_LENGTH} rows. Delays are comparable among the latter only.
 */
final class Schemes {

  /** Rows between false alarms of those that have such a setting. */
  static final double RUN_LENGTH = 5_000;

  /** Rows of a horizon, of those that have that setting. */
  private static final int HORIZON = 2_000;

  /** What a rate of one in {@link #RUN_LENGTH} gives over a horizon. */
  private static final double PROBABILITY = 1 - Math.exp(-HORIZON / RUN_LENGTH);

  /** Error rates are rounded up to whole steps, so that limits are found once for each. */
  private static final double STEP = 0.02;

  private static final String DEFAULTS = "defaults";
  private static final String CALIBRATED = "calibrated";

  private Schemes() {}

  /** Returns all of them, the dummy first. */
  static List<Scheme> all() {
    List<Scheme> schemes = new ArrayList<>();
    SplittableRandom chance = new SplittableRandom(1);
    schemes.add(new Scheme("by chance", CALIBRATED, rate -> new Dummy(RUN_LENGTH, chance.split())));
    schemes.add(new Scheme("ADWIN", DEFAULTS, rate -> Adwin.builder().build()));
    schemes.add(new Scheme("DDM", DEFAULTS, rate -> Ddm.builder().build()));
    schemes.add(new Scheme("EDDM", DEFAULTS, rate -> Eddm.builder().build()));
    schemes.add(new Scheme("RDDM", DEFAULTS, rate -> Rddm.builder().build()));
    schemes.add(new Scheme("HDDM-A", DEFAULTS, rate -> HddmA.builder().build()));
    schemes.add(new Scheme("HDDM-W", DEFAULTS, rate -> HddmW.builder().build()));
    schemes.add(new Scheme("CUSUM", DEFAULTS, rate -> Cusum.builder().build()));
    schemes.add(new Scheme("Page–Hinkley", DEFAULTS, rate -> PageHinkley.builder().build()));
    schemes.add(new Scheme("ECDD", DEFAULTS, rate -> Ecdd.builder().build()));
    schemes.add(new Scheme("KSWIN", DEFAULTS, rate -> Kswin.builder().build()));
    schemes.add(new Scheme("STEPD", DEFAULTS, rate -> Stepd.builder().build()));
    addWithHorizon(schemes);
    addWithRunLength(schemes);
    return schemes;
  }

  private static void addWithHorizon(List<Scheme> schemes) {
    add(schemes, "ADWIN", h -> Adwin.builder().direction(Direction.INCREASE).calibrate(h)::build);
    add(schemes, "DDM", h -> Ddm.builder().calibrate(h)::build);
    add(schemes, "EDDM", h -> Eddm.builder().calibrate(h)::build);
    add(schemes, "RDDM", h -> Rddm.builder().calibrate(h)::build);
    add(schemes, "HDDM-A", h -> HddmA.builder().direction(Direction.INCREASE).calibrate(h)::build);
    add(schemes, "HDDM-W", h -> HddmW.builder().direction(Direction.INCREASE).calibrate(h)::build);
  }

  private static void addWithRunLength(List<Scheme> schemes) {
    addKnown(
        schemes,
        "CUSUM",
        p -> Cusum.builder().inControl(p, deviation(p)).averageRunLength(RUN_LENGTH).build());
    addKnown(
        schemes,
        "Page–Hinkley",
        p -> PageHinkley.builder().inControl(p, deviation(p)).averageRunLength(RUN_LENGTH).build());
    addKnown(
        schemes,
        "EWMA",
        p ->
            Ewma.builder(p, deviation(p))
                .direction(Direction.INCREASE)
                .averageRunLength(RUN_LENGTH)
                .build());
    addKnown(
        schemes, "ECDD", p -> Ecdd.builder().errorRate(p).averageRunLength(RUN_LENGTH).build());
    addKnown(schemes, "KSWIN", p -> Kswin.builder().averageRunLength(RUN_LENGTH).build());
    addKnown(schemes, "STEPD", p -> Stepd.builder().averageRunLength(RUN_LENGTH, p).build());
  }

  /** Adds a detector that is calibrated by simulation, once for each error rate. */
  private static void add(
      List<Scheme> schemes, String name, Function<FalseAlarmHorizon, Maker> calibration) {
    Map<Double, Maker> known = new HashMap<>();
    schemes.add(
        new Scheme(
            name,
            CALIBRATED,
            rate -> {
              FalseAlarmHorizon horizon =
                  new FalseAlarmHorizon(HORIZON, PROBABILITY, rounded(rate));
              Maker maker = known.computeIfAbsent(rounded(rate), p -> calibration.apply(horizon));
              return horizon.restarting(maker.make());
            }));
  }

  private static void addKnown(
      List<Scheme> schemes, String name, DoubleFunction<ChangeDetector> detector) {
    // The same detector again, as if new: finding its limit costs more than running it.
    Map<Double, ChangeDetector> known = new HashMap<>();
    schemes.add(
        new Scheme(
            name,
            CALIBRATED,
            rate -> {
              ChangeDetector made = known.computeIfAbsent(rounded(rate), detector::apply);
              made.reset();
              return made;
            }));
  }

  private static double rounded(double rate) {
    return Math.max(1, Math.ceil(rate / STEP)) * STEP;
  }

  private static double deviation(double rate) {
    return Math.sqrt(rate * (1 - rate));
  }

  /** Makes detectors whose limit has been found. */
  private interface Maker {
    ChangeDetector make();
  }
}
