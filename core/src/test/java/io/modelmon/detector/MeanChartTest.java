package io.modelmon.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CUSUM, Page–Hinkley and EWMA chart by hand and by law. */
class MeanChartTest {

  private static final double[] STREAM = Charts.normals(21, 6_000, 700);

  @Test
  void cusum_knownLaw_addsUpExcess() {
    Cusum cusum = Cusum.builder().inControl(10, 2).allowance(0.5).threshold(3).build();

    // Deviations 1, −2, 2, 1.5, 1 give sums 0.5, 0, 1.5, 2.5, 3.0, and 0.5 more passes 3.
    assertThat(Charts.drifts(cusum, 12, 6, 14, 13, 12, 12.01)).containsExactly(5);
    // Everything is forgotten: the same five values end at 3.0 again.
    assertThat(Charts.drifts(cusum, 12, 6, 14, 13, 12)).isEmpty();
  }

  @Test
  void cusum_downward_mirrorsUpward() {
    double[] mirrored = Arrays.stream(STREAM).map(x -> -x).toArray();
    Cusum up = Cusum.builder().inControl(0, 1).averageRunLength(200).build();
    Cusum down =
        Cusum.builder().inControl(0, 1).direction(Direction.DECREASE).averageRunLength(200).build();

    assertThat(Charts.drifts(down, mirrored)).isEqualTo(Charts.drifts(up, STREAM)).isNotEmpty();
  }

  @Test
  void cusum_averageRunLength_setsTheTabulatedThreshold() {
    Cusum cusum =
        Cusum.builder().inControl(0, 1).direction(Direction.BOTH).averageRunLength(465.44).build();

    assertThat(cusum.threshold()).isCloseTo(5, offset(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {-30, -2, 3, 40})
  void charts_scaledAndMovedWithTheirParameters_alarmAtTheSameValues(int exponent) {
    double scale = Math.scalb(1.0, exponent);
    double[] scaled = Arrays.stream(STREAM).map(x -> scale * x).toArray();

    assertThat(Charts.drifts(both(0, scale), scaled)).isEqualTo(Charts.drifts(both(0, 1), STREAM));
    assertThat(Charts.drifts(Ewma.builder(0, scale).build(), scaled))
        .isEqualTo(Charts.drifts(Ewma.builder(0, 1).build(), STREAM))
        .isNotEmpty();
    PageHinkley plain = PageHinkley.builder().threshold(20).build();
    PageHinkley wide = PageHinkley.builder().threshold(20 * scale).allowance(0.005 * scale).build();
    assertThat(Charts.drifts(wide, scaled)).isEqualTo(Charts.drifts(plain, STREAM)).isNotEmpty();
  }

  private static Cusum both(double mean, double deviation) {
    return Cusum.builder()
        .inControl(mean, deviation)
        .direction(Direction.BOTH)
        .averageRunLength(500)
        .build();
  }

  @Test
  void pageHinkley_knownLawNothingForgotten_isTheCusum() {
    PageHinkley pageHinkley =
        PageHinkley.builder()
            .inControl(0.1, 1.1)
            .allowance(0.25)
            .direction(Direction.BOTH)
            .averageRunLength(300)
            .build();
    Cusum cusum =
        Cusum.builder()
            .inControl(0.1, 1.1)
            .allowance(0.25)
            .direction(Direction.BOTH)
            .averageRunLength(300)
            .build();

    assertThat(pageHinkley.threshold()).isEqualTo(cusum.threshold());
    assertThat(Charts.drifts(pageHinkley, STREAM))
        .isEqualTo(Charts.drifts(cusum, STREAM))
        .hasSizeGreaterThan(10);
  }

  @Test
  void pageHinkley_forgetting_ownsItsOldSum() {
    // Sums 1, 1.5, 1.75: each is half the one before plus 1, less no allowance.
    PageHinkley chart =
        PageHinkley.builder().inControl(0, 1).allowance(0).retention(0.5).threshold(1.6).build();

    assertThat(Charts.drifts(chart, 1, 1, 1)).containsExactly(2);
  }

  @Test
  void ewma_handComputed_alarmsBeyondTheLimit() {
    // Limit 2·√(0.5/1.5) = 1.1547; averages 1, 0.5, 1.25.
    Ewma ewma = Ewma.builder(0, 1).weight(0.5).limit(2).build();

    assertThat(ewma.update(2)).isEqualTo(DetectorState.STABLE);
    assertThat(ewma.average()).isEqualTo(1);
    assertThat(Charts.drifts(ewma, 0, 2)).containsExactly(1);
    assertThat(ewma.average()).isEqualTo(0);
  }

  @Test
  void ewma_oneSided_doesNotGoBelowTheMean() {
    Ewma up = Ewma.builder(5, 2).direction(Direction.INCREASE).build();
    Ewma down = Ewma.builder(5, 2).direction(Direction.DECREASE).build();

    assertThat(Charts.drifts(up, -100, -100)).isEmpty();
    assertThat(up.average()).isEqualTo(5);
    assertThat(Charts.drifts(down, 100, 100)).isEmpty();
    assertThat(down.average()).isEqualTo(5);
    assertThat(Charts.drifts(up, 100)).containsExactly(0);
    assertThat(Charts.drifts(down, -100)).containsExactly(0);
  }

  @Test
  void ewma_defaults_areTheTabulatedLimit() {
    assertThat(Ewma.builder(0, 1).averageRunLength(499.74).build().limit())
        .isCloseTo(2.962, offset(1e-4));
    assertThat(Ewma.builder(0, 1).build().limit()).isCloseTo(2.962, offset(1e-3));
  }

  @Test
  void charts_threeSigmaShift_areSeenWithinAFewValues() {
    double[] shifted = Arrays.stream(Charts.normals(5, 30, 1_000)).map(x -> x + 3).toArray();

    // Average delays are 2.2 to 2.6; eight standard normal values averaging −1.5 come once in 1e4.
    for (ChangeDetector detector : List.of(both(0, 1), Ewma.builder(0, 1).build())) {
      assertThat(Charts.drifts(detector, shifted).get(0)).isLessThan(8);
    }
  }

  @Test
  void parameters_outOfRange_areRefused() {
    assertThatThrownBy(() -> Cusum.builder().allowance(-1)).hasMessageContaining("allowance");
    assertThatThrownBy(() -> Cusum.builder().threshold(0)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> Cusum.builder().minSamples(0)).hasMessageContaining("minSamples");
    assertThatThrownBy(() -> Cusum.builder().inControl(0, 0)).hasMessageContaining("deviation");
    assertThatThrownBy(() -> Cusum.builder().inControl(Double.NaN, 1)).hasMessageContaining("mean");
    assertThatThrownBy(() -> Cusum.builder().averageRunLength(100).build())
        .hasMessageContaining("in-control");
    assertThatThrownBy(
            () -> Cusum.builder().inControl(0, 1).threshold(4).averageRunLength(100).build())
        .hasMessageContaining("not both");
    assertThatThrownBy(() -> PageHinkley.builder().retention(1.1))
        .hasMessageContaining("retention");
    assertThatThrownBy(
            () ->
                PageHinkley.builder().inControl(0, 1).retention(0.99).averageRunLength(100).build())
        .hasMessageContaining("retention of 1");
    assertThatThrownBy(() -> PageHinkley.builder().averageRunLength(100).build())
        .hasMessageContaining("in-control");
    assertThatThrownBy(() -> Ewma.builder(0, -1)).hasMessageContaining("deviation");
    assertThatThrownBy(() -> Ewma.builder(0, 1).weight(0)).hasMessageContaining("weight");
    assertThatThrownBy(() -> Ewma.builder(0, 1).limit(3).averageRunLength(100).build())
        .hasMessageContaining("not both");
    assertThatThrownBy(() -> Ewma.builder(0, 1).averageRunLength(0.5).build())
        .hasMessageContaining("run length");
  }
}
