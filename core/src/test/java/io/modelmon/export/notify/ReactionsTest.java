package io.modelmon.export.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.Explanation;
import io.modelmon.alert.Severity;
import io.modelmon.config.Access;
import io.modelmon.config.Receiver;
import io.modelmon.config.ReceiverKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Receivers that are told of some alerts only, and what they answer. */
class ReactionsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();

  private static Receiver receiver(String name, ReceiverKind kind, URI endpoint, Set<String> only) {
    return new Receiver(
            name, kind, endpoint, Map.of(), null, new Access(true, false), Receiver.Timing.DEFAULT)
        .onlyOf(only);
  }

  private Notifier notifier(Receiver... receivers) {
    return new Notifier(
        List.of(receivers),
        new Surroundings(
            "shop",
            log::add,
            new FastTiming(),
            new Random(5),
            (notices, right) ->
                notices.forEach(notice -> answers.add(notice.key().model() + " " + right))));
  }

  private static AlertNotice because(String model, Explanation.Kind kind, String finding) {
    return Notices.firing(model)
        .explained(new Explanation(kind, finding, List.of(), "look", List.of()));
  }

  @Test
  void only_wordsOfAnyKind_chooseWhatIsTold() {
    AlertNotice version =
        because("credit", Explanation.Kind.MODEL, "bad_version: the new version does worse");
    AlertNotice info = Notices.notice("churn", AlertNotice.Kind.FIRING, Severity.INFO);

    assertThat(new NoticeFilter(Set.of()).wants(info)).isTrue();
    assertThat(new NoticeFilter(Set.of("bad_version")).wants(version)).isTrue();
    assertThat(new NoticeFilter(Set.of("model")).wants(version)).isTrue();
    assertThat(new NoticeFilter(Set.of("critical")).wants(version)).isTrue();
    assertThat(new NoticeFilter(Set.of("too much \"drift\"")).wants(version)).isTrue();
    assertThat(new NoticeFilter(Set.of("bad_version", "critical")).wants(info)).isFalse();
    assertThat(new NoticeFilter(Set.of("data")).wants(version)).isFalse();
  }

  @Test
  void only_resolvedAlerts_areToldToWhomTheyWereTold() {
    NoticeFilter rollback = new NoticeFilter(Set.of("bad_version"));
    AlertNotice version = because("credit", Explanation.Kind.MODEL, "bad_version: worse");

    assertThat(rollback.wants(version)).isTrue();
    assertThat(rollback.wants(because("churn", Explanation.Kind.DATA, "missing_values: gone")))
        .isFalse();
    assertThat(rollback.wants(Notices.resolved("churn"))).isFalse();
    assertThat(rollback.wants(Notices.resolved("credit"))).isTrue();
    assertThat(rollback.wants(Notices.resolved("credit"))).isFalse();
  }

  @Test
  void webhooks_forReactions_areCalledForTheirFindingOnly() throws Exception {
    try (LocalReceiver rollback = new LocalReceiver();
        LocalReceiver retrain = new LocalReceiver();
        Notifier notifier =
            notifier(
                receiver(
                    "rollback", ReceiverKind.WEBHOOK, rollback.endpoint(), Set.of("bad_version")),
                receiver(
                    "retrain",
                    ReceiverKind.WEBHOOK,
                    retrain.endpoint(),
                    Set.of("concept_drift")))) {
      notifier.offer(List.of(because("credit", Explanation.Kind.MODEL, "concept_drift: errors")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(rollback.requests()).isEmpty();
      assertThat(retrain.requests()).hasSize(1);
      assertThat(retrain.requests().get(0).body()).contains("concept_drift");
    }
  }

  @Test
  void webhook_thatAnswers_marksWhatItWasToldOf() throws Exception {
    try (LocalReceiver hook = new LocalReceiver();
        LocalReceiver slack = new LocalReceiver();
        Notifier notifier =
            notifier(
                receiver("hook", ReceiverKind.WEBHOOK, hook.endpoint(), Set.of()),
                receiver("slack", ReceiverKind.SLACK, slack.endpoint(), Set.of()))) {
      hook.answering(saying("{ \"feedback\" : \"wrong\" }"));
      slack.answering(saying("{\"feedback\":\"right\"}"));
      notifier.offer(List.of(Notices.firing("credit")));
      assertThat(notifier.flush(LONG)).isTrue();
      hook.answering(saying("{\"feedback\": \"maybe\"}"));
      notifier.offer(List.of(Notices.firing("churn")));
      assertThat(notifier.flush(LONG)).isTrue();

      assertThat(answers).containsExactly("credit false");
      assertThat(slack.requests()).isNotEmpty();
    }
  }

  private static LocalReceiver.Answer saying(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }
}
