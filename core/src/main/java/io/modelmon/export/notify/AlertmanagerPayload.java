package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import io.modelmon.alert.AlertNotice.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Version 2 of Alertmanager's interface. An alert is its labels; they hold no instance, so that the
 * instances of a service report one alert. What fires ends by itself unless it is repeated.
 */
final class AlertmanagerPayload implements Payload {

  private static final String PATH = "/api/v2/alerts";

  private final String service;
  private final Duration validity;

  /**
   * Creates the form.
   *
   * @param service the name of the service that sends
   * @param validity for how long an alert fires that is not repeated
   */
  AlertmanagerPayload(String service, Duration validity) {
    this.service = service;
    this.validity = validity;
  }

  @Override
  public URI endpoint(URI configured) {
    String base = configured.toString();
    String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return trimmed.endsWith(PATH) ? configured : URI.create(trimmed + PATH);
  }

  @Override
  public byte[] body(String id, List<AlertNotice> notices, Instant now) {
    Json json = new Json().array(null);
    for (AlertNotice notice : notices) {
      if (notice.kind() == Kind.RESOLVED && notice.stillFiring() > 0) {
        // The alert itself goes on; only some of its subjects have resolved.
        continue;
      }
      json.object(null).object("labels");
      json.text("alertname", notice.key().rule()).text("model", notice.key().model());
      json.text("model_version", notice.key().version());
      json.text("severity", notice.severity().word()).text("service", service).endObject();
      json.object("annotations").text("summary", AlertText.summary(notice));
      json.text("description", AlertText.numbers(notice)).endObject();
      json.text("startsAt", AlertText.time(notice.sinceEpochNanos()));
      boolean ends = notice.kind() == Kind.RESOLVED;
      json.text("endsAt", (ends ? now : now.plus(validity)).toString()).endObject();
    }
    return json.endArray().bytes();
  }
}
