package io.modelmon.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrailingRunTest {

  private final TrailingRun run = new TrailingRun();

  private void call(double... values) {
    for (double value : values) {
      run.record(TrailingRun.keyOf(value));
    }
    run.endCall();
  }

  @Test
  void calls_nothingRecorded_areNone() {
    run.endCall();
    run.recordCalls(new double[0], 0);

    assertThat(run.calls()).isZero();
    assertThat(run.rows()).isZero();
  }

  @Test
  void calls_sameValue_areCounted() {
    call(1);
    call(2);
    call(2, 2, 2);
    call();
    call(2);

    assertThat(run.calls()).isEqualTo(3);
    assertThat(run.rows()).isEqualTo(5);
    assertThat(run.number()).isEqualTo(2);
  }

  @Test
  void calls_callOfDifferentValues_endsTheRun() {
    call(2);
    call(2, 3);
    assertThat(run.calls()).isZero();

    call(3);

    assertThat(run.calls()).isEqualTo(1);
  }

  @Test
  void calls_zeros_areEqualWhateverTheirSign() {
    call(0.0);
    call(-0.0);

    assertThat(run.calls()).isEqualTo(2);
  }

  @Test
  void recordCalls_anyBlocks_equalCallByCall() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 200; trial++) {
      TrailingRun together = new TrailingRun();
      TrailingRun single = new TrailingRun();
      for (int block = 0; block < 6; block++) {
        double[] values = new double[random.nextInt(6)];
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextInt(5) == 0 ? 1 : -0.0;
          single.record(TrailingRun.keyOf(values[i]));
          single.endCall();
        }
        together.recordCalls(values, values.length);
      }

      assertThat(together.calls()).isEqualTo(single.calls());
      assertThat(together.rows()).isEqualTo(single.rows());
    }
  }
}
