package io.modelmon.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.monitor.RuleStatus;
import io.modelmon.monitor.RuleStatus.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleStatesTest {

  private final List<String> log = new ArrayList<>();
  private final RuleSet rules = new RuleSet(Configs.config("a.B#c | a.D#e", "f.G#h"));
  private final RuleStates states = new RuleStates(rules, log::add);

  @Test
  void snapshot_nothingHappened_isPendingInTheFilesOrder() {
    assertThat(states.snapshot())
        .containsExactly(
            new RuleStatus("model0", "a.B#c", State.PENDING, ""),
            new RuleStatus("model0", "a.D#e", State.PENDING, ""),
            new RuleStatus("model1", "f.G#h", State.PENDING, ""));
    assertThat(log).isEmpty();
  }

  @Test
  void report_severalStates_theMostTellingWins() {
    WatchRule rule = states.rule(1);

    states.report(rule, State.METHOD_MISSING, "none");
    states.matched(rule, "a.D.e()");
    states.report(rule, State.UNREACHABLE, "native");
    states.matched(rule, "a.D.e(int)");
    states.matched(rule, "a.D.e()");

    RuleStatus status = states.snapshot().get(1);
    assertThat(status.state()).isEqualTo(State.MATCHED);
    assertThat(status.detail()).isEqualTo("a.D.e(); a.D.e(int)");
    assertThat(log).hasSize(3);

    states.failed(rule, "a.D", new VerifyError("bad"));
    assertThat(states.snapshot().get(1).state()).isEqualTo(State.FAILED);
    assertThat(states.snapshot().get(1).detail()).isEqualTo("a.D: java.lang.VerifyError: bad");
  }

  @Test
  void report_endlesslyManyDetails_staysSmall() {
    for (int i = 0; i < 10_000; i++) {
      states.matched(states.rule(0), "a.B" + i + ".c()");
    }

    assertThat(states.snapshot().get(0).detail().length()).isLessThan(2_100);
    assertThat(log).hasSize(1);
  }

  @Test
  void switched_offAndOn_showsTheFormerState() {
    states.matched(states.rule(0), "a.B.c()");

    states.switched(states.rule(0), true);
    assertThat(states.snapshot().get(0).state()).isEqualTo(State.OFF);

    states.switched(states.rule(0), false);
    assertThat(states.snapshot().get(0).state()).isEqualTo(State.MATCHED);
  }

  @Test
  void sayPending_rulesWithoutAClass_areNamedOnceWithClassesOfLikeNames() {
    states.matched(states.rule(0), "a.B.c()");
    states.switched(states.rule(2), true);
    log.clear();
    assertThat(states.hasPending()).isTrue();

    states.sayPending(List.of("x/y/D", "x/y/Other", "b/D"));
    states.sayPending(List.of());

    assertThat(log)
        .containsExactly(
            "rule a.D#e of model model0: pending, no class named a.D has been loaded so far,"
                + " similar: b.D, x.y.D");
    assertThat(states.hasPending()).isFalse();
    states.matched(states.rule(1), "a.D.e()");
    assertThat(log).hasSize(2);
  }
}
