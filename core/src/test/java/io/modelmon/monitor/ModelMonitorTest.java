package io.modelmon.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CallOutcome;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.CapturedCall;
import io.modelmon.capture.ModelCapture;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelMonitorTest {

  private final List<String> log = new ArrayList<>();
  private final Instants now = Instants.of(5, Instant.EPOCH);

  /** Two rows of one missing value each; the second may fail when it is read. */
  private record Call(boolean poisoned) implements CapturedCall {
    @Override
    public long startNanos() {
      return 0;
    }

    @Override
    public long durationNanos() {
      return 1;
    }

    @Override
    public @Nullable String errorType() {
      return null;
    }

    @Override
    public int totalRows() {
      return 2;
    }

    @Override
    public int capturedRows() {
      return 2;
    }

    @Override
    public double value(int row, int column) {
      if (poisoned && row == 1) {
        throw new IllegalStateException("poison");
      }
      return Double.NaN;
    }

    @Override
    public @Nullable String text(int row, int column) {
      return null;
    }
  }

  @Test
  void accept_poisonedCall_isBookedLoggedOnceAndSkipped() {
    ModelMonitor monitor = monitor(new EvaluationQueue());

    monitor.accept(new Call(true));
    monitor.accept(new Call(true));
    monitor.accept(new Call(false));

    monitor.poll(now, true);
    ModelSnapshot snapshot = monitor.snapshot(0);
    assertThat(snapshot.calls()).containsEntry(CallOutcome.CAPTURED, 3L);
    assertThat(snapshot.predictions()).isEqualTo(6);
    assertThat(snapshot.features().get(0).missing()).isEqualTo(1 + 1 + 2);
    assertThat(monitor.failures())
        .containsExactly(new FailureSnapshot(monitor.id(), FailureSnapshot.Part.STATISTICS, 2));
    assertThat(log).singleElement().asString().contains("credit:1").contains("poison");
  }

  @Test
  void queue_full_dropsTheNewestAndCounts() {
    EvaluationQueue queue = new EvaluationQueue();
    ModelMonitor monitor = monitor(queue);
    for (int i = 0; i < EvaluationQueue.CAPACITY + 3; i++) {
      monitor.versionChanged(new ModelId("credit", "v" + i));
    }

    assertThat(queue.dropped()).isEqualTo(3);
    Evaluation first = requireNonNull(queue.poll());
    assertThat(first.events().get(0).detail()).isEqualTo("from 'v0' to '1'");
    monitor.versionChanged(new ModelId("credit", "late"));
    assertThat(queue.dropped()).isEqualTo(3);
  }

  private ModelMonitor monitor(EvaluationQueue queue) {
    ModelCapture capture = new CaptureRegistry().register(new ModelId("credit", "1"), 0);
    capture.open(new ModelSchema(List.of(MonitorFixture.feature("x")), List.of()), 1);
    ModelMonitor monitor =
        new ModelMonitor(
            capture,
            MonitorFixture.settings().model(),
            new ReferenceStore(Path.of("."), log::add),
            queue,
            log::add,
            now);
    monitor.enable();
    monitor.poll(now, true);
    return monitor;
  }
}
