package io.modelmon.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The whole verdict on simulated traffic: fifty features, references of 20,000, windows of 1,000,
 * alpha 0.01, effect 0.05, two windows in a row. Seeds are fixed, so the outcomes are.
 */
class VerdictCalibrationTest {

  private static final int FEATURES = 50;
  private static final int WINDOW = 1_000;
  private static final int REFERENCE = 20_000;
  private static final int CELLS = 1_000;

  @Test
  void verdict_independentTraffic_raisesNoEvent() {
    Traffic traffic = new Traffic(31, 0);

    Outcome outcome = traffic.run(200);

    // An excess of 0.05 over noise has p < 1e-8 here: a chance event in less than one run in a
    // million.
    assertThat(outcome.calibrated).isZero();
    assertThat(outcome.flags).isZero();
  }

  @Test
  void verdict_halfSigmaShift_isFoundInTwoWindowsAndAlone() {
    for (int run = 0; run < 10; run++) {
      Traffic traffic = new Traffic(400 + run, 0);
      traffic.shifted = run * 5;
      traffic.shift = 0.5;

      // D is 0.197 with a standard error of 0.016 and must reach 0.103: six standard errors.
      assertThat(traffic.window()).containsOnly(Transition.NONE);
      List<Transition> second = traffic.window();

      assertThat(second.get(run * 5)).isEqualTo(Transition.DETECTED);
      assertThat(second).filteredOn(t -> t != Transition.NONE).hasSize(1);
    }
  }

  @Test
  void verdict_driftThatEnds_isResolvedAfterTwoWindows() {
    Traffic traffic = new Traffic(500, 0);
    traffic.shifted = 3;
    traffic.shift = 0.5;
    traffic.run(3);
    traffic.shift = 0;

    assertThat(traffic.window()).containsOnly(Transition.NONE);
    assertThat(traffic.window().get(3)).isEqualTo(Transition.RESOLVED);
  }

  @Test
  void verdict_autocorrelatedTraffic_raisesNoEventWhereTheNaiveOneFloods() {
    Traffic traffic = new Traffic(32, 0.9);

    Outcome outcome = traffic.run(150);

    assertThat(outcome.meanEffectiveN).isBetween(45.0, 65.0); // 1,000/19 is 53
    assertThat(outcome.calibrated).isZero();
    // Without effective sample sizes the same windows raise false events all the time.
    assertThat(outcome.naive).isGreaterThan(100);
  }

  @Test
  void verdict_autocorrelatedTrafficWithALargeShift_isStillFound() {
    Traffic traffic = new Traffic(33, 0.5);
    traffic.shifted = 7;
    traffic.shift = 1;

    List<Integer> detected = new ArrayList<>();
    for (int window = 0; window < 2; window++) {
      List<Transition> transitions = traffic.window();
      for (int feature = 0; feature < FEATURES; feature++) {
        if (transitions.get(feature) == Transition.DETECTED) {
          detected.add(feature);
        }
      }
    }

    assertThat(detected).containsExactly(7);
  }

  /** Events and flags of a run. */
  private static final class Outcome {
    int calibrated;
    int naive;
    int flags;
    double meanEffectiveN;
  }

  /** First-order autoregressive features with standard normal margins. */
  private static final class Traffic {

    private final SplittableRandom random;
    private final double phi;
    private final SimulatedGrid[] grids = new SimulatedGrid[FEATURES];
    private final double[] state = new double[FEATURES];
    private final Persistence[] persistence = new Persistence[FEATURES];
    private final Persistence[] naivePersistence = new Persistence[FEATURES];
    private final Outcome outcome = new Outcome();
    private int shifted = -1;
    private double shift;

    Traffic(long seed, double phi) {
      random = new SplittableRandom(seed);
      this.phi = phi;
      for (int feature = 0; feature < FEATURES; feature++) {
        grids[feature] = SimulatedGrid.normal(random, REFERENCE, CELLS);
        state[feature] = random.nextGaussian();
        persistence[feature] = new Persistence(2);
        naivePersistence[feature] = new Persistence(2);
      }
    }

    Outcome run(int windows) {
      for (int window = 0; window < windows; window++) {
        window();
      }
      outcome.meanEffectiveN /= (double) windows * FEATURES;
      return outcome;
    }

    List<Transition> window() {
      List<Candidate> candidates = new ArrayList<>();
      List<Candidate> naive = new ArrayList<>();
      for (int feature = 0; feature < FEATURES; feature++) {
        Counts current = grids[feature].count(series(feature));
        outcome.meanEffectiveN += current.effectiveN();
        candidates.add(candidate(grids[feature], current));
        naive.add(candidate(grids[feature], new Counts(current.cells(), WINDOW, WINDOW)));
      }
      update(naivePersistence, DriftVerdict.decide(naive, 0.01))
          .forEach(t -> outcome.naive += t == Transition.DETECTED ? 1 : 0);
      boolean[] flags = DriftVerdict.decide(candidates, 0.01);
      for (boolean flag : flags) {
        outcome.flags += flag ? 1 : 0;
      }
      List<Transition> transitions = update(persistence, flags);
      transitions.forEach(t -> outcome.calibrated += t == Transition.DETECTED ? 1 : 0);
      return transitions;
    }

    private double[] series(int feature) {
      double[] series = new double[WINDOW];
      double innovation = Math.sqrt(1 - phi * phi);
      for (int i = 0; i < WINDOW; i++) {
        state[feature] = phi * state[feature] + innovation * random.nextGaussian();
        series[i] = state[feature] + (feature == shifted ? shift : 0);
      }
      return series;
    }

    private static Candidate candidate(SimulatedGrid grid, Counts current) {
      Measure ks = KolmogorovSmirnov.compare(grid.reference(), current);
      return new Candidate(ks, ks, 0.05, current.effectiveN());
    }

    private static List<Transition> update(Persistence[] persistence, boolean[] flags) {
      List<Transition> transitions = new ArrayList<>();
      for (int feature = 0; feature < FEATURES; feature++) {
        transitions.add(persistence[feature].update(flags[feature]));
      }
      return transitions;
    }
  }
}
