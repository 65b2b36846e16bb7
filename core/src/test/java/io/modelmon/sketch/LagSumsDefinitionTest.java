package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.modelmon.math.EffectiveSampleSize;
import io.modelmon.math.StudentDistribution;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The sums against the estimate worked out from the centred values themselves. */
class LagSumsDefinitionTest {

  private final SplittableRandom random = new SplittableRandom(11);

  /** A series of calls, each an array of positions. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Series(double[][] calls) {

    LagSums recorded() {
      LagSums sums = new LagSums();
      for (double[] call : calls) {
        for (double position : call) {
          sums.record(position);
        }
        sums.endCall();
      }
      return sums;
    }

    Series centred() {
      double mean = rows().average().orElseThrow();
      return new Series(
          Arrays.stream(calls)
              .map(call -> Arrays.stream(call).map(x -> x - mean).toArray())
              .toArray(double[][]::new));
    }

    DoubleStream rows() {
      return Arrays.stream(calls).flatMapToDouble(Arrays::stream);
    }

    double[] totals() {
      return Arrays.stream(calls).mapToDouble(call -> Arrays.stream(call).sum()).toArray();
    }

    /** Variance of the mean over that of as many independent values; of a centred series. */
    double design() {
      double n = rows().count();
      double between = Arrays.stream(totals()).map(x -> x * x).sum() / (calls.length - 1);
      double within = rows().map(x -> x * x).sum() / (n - 1);
      return between * calls.length / (n * within);
    }

    /** Autocorrelation of the call totals, NaN without a pair; of a centred series. */
    double autocorrelation(int lag) {
      double[] totals = totals();
      double products = 0;
      for (int i = lag; i < totals.length; i++) {
        products += totals[i] * totals[i - lag];
      }
      double squares = Arrays.stream(totals).map(x -> x * x).sum();
      return products / (totals.length - lag) / (squares / totals.length);
    }

    double inflation() {
      return EffectiveSampleSize.inflation(autocorrelation(1), autocorrelation(2), calls.length);
    }

    /** Inflation by rows that follow each other in a call; of a centred series. */
    double rowInflation() {
      double products = 0;
      int pairs = 0;
      for (double[] call : calls) {
        for (int i = 1; i < call.length; i++) {
          products += call[i] * call[i - 1];
          pairs++;
        }
      }
      double r = products / pairs / (rows().map(x -> x * x).sum() / rows().count());
      return EffectiveSampleSize.inflation(r, Double.NaN, pairs);
    }
  }

  @Test
  void effectiveN_manyCalls_isDesignTimesAutocorrelation() {
    for (int trial = 0; trial < 200; trial++) {
      Series series = series(8 + random.nextInt(140), 1 + random.nextInt(6));
      Series centred = series.centred();
      double n = series.rows().count();
      int calls = series.calls().length;
      double expected = n / (Math.max(1, centred.design()) * centred.inflation());
      double lag1 = EffectiveSampleSize.correctedLag1(centred.autocorrelation(1), calls);

      LagSums sums = series.recorded();

      assertThat(sums.effectiveN()).isCloseTo(Math.max(1, expected), withinPercentage(1e-7));
      assertThat(sums.lag1()).isCloseTo(lag1, within(1e-9));
    }
  }

  @Test
  void effectiveN_callsOfOneRow_isNOverTau() {
    for (int calls = 2; calls < 130; calls++) {
      Series series = series(calls, 1);
      // Below eight calls nothing is said about how they follow each other.
      double inflation = calls < LagSums.MIN_CLUSTERS ? 1 : series.centred().inflation();

      assertThat(series.recorded().effectiveN())
          .isCloseTo(Math.max(1, calls / inflation), withinPercentage(1e-7));
    }
  }

  /** The approximation of the squared ratio of the two critical values is good to 2 %. */
  @Test
  void effectiveN_fewCalls_isWidenedAsStudentDoes() {
    for (int calls = 2; calls < LagSums.MIN_CLUSTERS; calls++) {
      // Equal rows within a call, so that calls differ more than rows do.
      double[][] rows = new double[calls][6];
      for (int call = 0; call < calls; call++) {
        Arrays.fill(rows[call], (call - (calls - 1) / 2.0) / calls + (call % 2 == 0 ? 0.1 : -0.1));
        for (int row = 0; row < 6; row++) {
          rows[call][row] += (row % 2 == 0 ? 1 : -1) * 0.4;
        }
      }
      Series series = new Series(rows);
      double ratio =
          StudentDistribution.criticalValue(0.01, Math.max(3, calls - 1)) / 2.5758293035489004;
      double design = series.centred().design();

      assertThat(design).isGreaterThan(1);
      assertThat(series.recorded().effectiveN())
          .isCloseTo(Math.max(1, calls * 6 / (design * ratio * ratio)), withinPercentage(2.1));
    }
  }

  @Test
  void effectiveN_oneCall_countsItsNeighbouringRows() {
    for (int rows = 3; rows < 40; rows++) {
      double[] call = new double[rows];
      for (int i = 0; i < rows; i++) {
        call[i] = i / (2.0 * rows) + 0.3 * random.nextDouble();
      }
      Series series = new Series(new double[][] {call});

      assertThat(series.recorded().effectiveN())
          .isCloseTo(Math.max(1, rows / series.centred().rowInflation()), withinPercentage(1e-7));
    }
  }

  @Test
  void lag1_tooFewOrNothingVaries_isNaN() {
    assertThat(new LagSums().lag1()).isNaN();
    assertThat(series(LagSums.MIN_CLUSTERS - 1, 1).recorded().lag1()).isNaN();
    assertThat(series(LagSums.MIN_CLUSTERS, 1).recorded().lag1()).isNotNaN();
    double[][] constant = new double[20][1];
    Arrays.fill(constant, new double[] {0.3});
    assertThat(new Series(constant).recorded().lag1()).isNaN();
    LagSums alone = new LagSums();
    for (int i = 0; i < 20; i++) {
      alone.merge(new Series(new double[][] {{random.nextDouble()}}).recorded());
    }
    assertThat(alone.lag1()).isNaN();
  }

  private Series series(int calls, int mostRows) {
    double[][] rows = new double[calls][];
    double level = 0;
    for (int call = 0; call < calls; call++) {
      level = 0.6 * level + random.nextDouble() - 0.5;
      rows[call] = new double[1 + random.nextInt(mostRows)];
      for (int row = 0; row < rows[call].length; row++) {
        rows[call][row] = level + random.nextDouble() - 0.4;
      }
    }
    return new Series(rows);
  }
}
