package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertSubject;
import io.modelmon.alert.Evidence;
import io.modelmon.alert.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Our own JSON, one object per request. */
final class WebhookPayload implements Payload {

  /** Bounds the body: no more subjects than this are named in one request. */
  private static final int MAX_SUBJECTS = 400;

  private final String service;

  /**
   * Creates the form.
   *
   * @param service the name of the service that sends
   */
  WebhookPayload(String service) {
    this.service = service;
  }

  @Override
  public byte[] body(String id, List<AlertNotice> notices, Instant now) {
    int named = Math.max(1, MAX_SUBJECTS / Math.max(1, notices.size()));
    Json json = new Json().object(null);
    json.text("format", "modelmon.alerts/1").text("id", id).text("sent", now.toString());
    json.text("service", service).array("alerts");
    for (AlertNotice notice : notices) {
      write(json.object(null), notice, named).endObject();
    }
    return json.endArray().endObject().bytes();
  }

  private static Json write(Json json, AlertNotice notice, int named) {
    json.text("status", notice.kind().name().toLowerCase(Locale.ROOT));
    json.text("model", notice.key().model()).text("version", notice.key().version());
    json.text("rule", notice.key().rule()).text("severity", notice.severity().word());
    json.text("condition", notice.condition()).text("summary", AlertText.summary(notice));
    json.text("since", AlertText.time(notice.sinceEpochNanos()));
    json.text("at", AlertText.time(notice.epochNanos()));
    json.number("window", notice.windowNumber());
    json.number("subject_count", notice.subjectCount());
    json.number("still_firing", notice.stillFiring()).array("subjects");
    notice.subjects().stream()
        .limit(named)
        .forEach(subject -> write(json.object(null), subject).endObject());
    json.endArray();
    Explanation why = notice.explanation();
    return why == null ? json : write(json.object("diagnosis"), why).endObject();
  }

  private static Json write(Json json, Explanation why) {
    json.text("kind", why.kind().word()).text("finding", why.finding()).array("evidence");
    why.evidence().forEach(item -> json.text(null, item));
    json.endArray().text("next_step", why.nextStep()).array("features");
    why.features().forEach(item -> json.text(null, item));
    return json.endArray();
  }

  private static Json write(Json json, AlertSubject subject) {
    if (!subject.feature().isEmpty()) {
      json.text("feature", subject.feature());
    }
    json.text("since", AlertText.time(subject.sinceEpochNanos())).array("evidence");
    for (Evidence evidence : subject.evidence()) {
      json.object(null).text("indicator", evidence.indicator());
      json.number("value", evidence.value()).number("threshold", evidence.threshold());
      json.number("n", evidence.n()).number("lower", evidence.interval().lower());
      json.number("upper", evidence.interval().upper());
      json.number("level", evidence.interval().level());
      json.truth("holds", evidence.holds()).endObject();
    }
    return json.endArray();
  }
}
