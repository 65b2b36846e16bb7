package io.modelmon.examples.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveDisplayTest {

  private final ReceiverFixture fixture = new ReceiverFixture();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void update_plain_printsEventsOnceAndAModelWhenItChanges() throws Exception {
    LiveDisplay display = display(false);
    fixture.calls();
    fixture.event("age");

    display.update();
    display.update();

    assertThat(shown().lines())
        .containsExactly(
            "event (log) modelmon.drift.detected credit age",
            "event (span) modelmon.drift.detected credit age",
            "credit 1: 10 calls, 10 predictions (0/s), p50 0.625 ms, p99 1.950 ms, 1 errors,"
                + " 2 windows, drifted: none");
  }

  @Test
  void update_morePredictions_showsTheirRate() throws Exception {
    LiveDisplay display = display(false);
    fixture.calls();
    display.update();
    nanos.set(2_000_000_000L);
    fixture.metrics(Messages.counter("modelmon.predictions", 30, 6, ReceiverFixture.model()));

    display.update();

    assertThat(shown()).contains("30 predictions (10/s)");
  }

  @Test
  void update_redrawn_movesBackOverItsTable() throws Exception {
    LiveDisplay display = display(true);
    fixture.calls();
    fixture.verdict("age", true);
    display.update();
    bytes.reset();
    display.note("half time");

    display.update();

    // A headline, the column names and one feature.
    assertThat(shown()).startsWith("\u001b[3A\u001b[2Khalf time\n");
    assertThat(shown().lines().count()).isEqualTo(4);
    assertThat(shown()).contains("age").contains("DRIFT");
  }

  private LiveDisplay display(boolean redraw) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new LiveDisplay(fixture.receiver, out, redraw, nanos::get);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
