package io.modelmon.monitor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.capture.CallOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonitorVersionTest {

  private final MonitorFixture fixture = MonitorFixture.settings().start();
  private final Population population = new Population(1);

  @Test
  void secondVersion_isAnEventAndNeverSharesAWindow() {
    MonitorFixture.Writer old = writer("1");
    population.serve(fixture, old, 300);
    assertThat(fixture.events()).isEmpty();

    MonitorFixture.Writer next = writer("2");
    population.serve(fixture, next, 400);
    population.serve(fixture, old, 200);

    assertThat(fixture.events()).containsExactly("VERSION_CHANGED");
    assertThat(fixture.evaluations.get(0).model().version()).isEqualTo("2");
    assertThat(fixture.evaluations.get(0).events().get(0).detail()).isEqualTo("from '1' to '2'");
    // The window of version 1 was closed by the change.
    WindowSnapshot closed = requireNonNull(fixture.model(0).lastWindow());
    assertThat(closed.predictions()).isEqualTo(300);
    assertThat(fixture.model(1).lastWindow()).isNull();
    assertThat(fixture.model(0).predictions()).isEqualTo(500);
    assertThat(fixture.model(1).predictions()).isEqualTo(400);
  }

  @Test
  void newVersion_isComparedWithTheOneLastInUse() {
    MonitorFixture.Writer old = writer("1");
    population.serve(fixture, old, 10);
    fixture.advance(Duration.ofMinutes(1));
    MonitorFixture.Writer bad = writer("2");
    population.serve(fixture, bad, 10);
    fixture.advance(Duration.ofMinutes(1));
    // Back to the version before; what sampling leaves out is in use as well.
    old.capture.counters().count(CallOutcome.SAMPLED_OUT, 1, 5, null);
    fixture.advance(Duration.ofMinutes(1));
    population.serve(fixture, writer("3"), 10);

    Evaluation last = fixture.evaluations.get(fixture.evaluations.size() - 1);
    assertThat(last.events().get(0).detail()).isEqualTo("from '1' to '3'");
  }

  @Test
  void fifthVersion_isOnlyCountedUntilAnotherIsIdle() {
    MonitorFixture.Writer[] writers = new MonitorFixture.Writer[5];
    for (int i = 0; i < 5; i++) {
      writers[i] = writer("v" + i);
      population.serve(fixture, writers[i], 10);
    }
    assertThat(fixture.model(3).features()).hasSize(3);
    assertThat(fixture.model(4).features()).isEmpty();
    assertThat(fixture.model(4).calls()).containsEntry(CallOutcome.CAPTURED, 10L);
    assertThat(fixture.log).singleElement().asString().contains("v4: only counted");

    fixture.advance(Duration.ofMinutes(5));
    for (int i = 1; i < 5; i++) {
      population.serve(fixture, writers[i], 10);
    }
    fixture.advance(Duration.ofMinutes(5));
    population.serve(fixture, writers[4], 10);

    assertThat(fixture.model(4).features()).hasSize(3);
    assertThat(fixture.log).hasSize(2).last().asString().contains("v0: from now on only counted");
    population.serve(fixture, writers[0], 7);
    assertThat(fixture.model(0).predictions()).isEqualTo(17);
    assertThat(fixture.model(0).features()).hasSize(3);
    assertThat(fixture.model(0).windowsByVerdict()).isNotEmpty();
    assertThat(fixture.model(0).lastWindow()).isNotNull();
  }

  @Test
  void schemaNoLongerFits_isOneEvent() {
    MonitorFixture.Writer writer = writer("1");
    population.serve(fixture, writer, 10);
    writer.capture.counters().count(CallOutcome.DROPPED_SCHEMA, 1, 5, null);
    fixture.advance(Duration.ofSeconds(1));
    writer.capture.counters().count(CallOutcome.DROPPED_SCHEMA, 1, 5, null);
    fixture.advance(Duration.ofSeconds(1));

    assertThat(fixture.events()).containsExactly("SCHEMA_CHANGED");
    assertThat(fixture.evaluations.get(0).events().get(0).detail()).contains("x, c, prediction");
  }

  private MonitorFixture.Writer writer(String version) {
    return fixture.writer(version, Population.FEATURES, Population.OUTPUTS);
  }
}
