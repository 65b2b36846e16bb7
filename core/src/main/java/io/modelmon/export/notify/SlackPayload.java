package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/** One message in the markup of Slack. */
final class SlackPayload implements Payload {

  private static final int MAX_NOTICES = 10;
  private static final int MAX_LENGTH = 3000;

  @Override
  public byte[] body(String id, List<AlertNotice> notices, Instant now) {
    StringJoiner text = new StringJoiner("\n");
    for (AlertNotice notice : notices.subList(0, Math.min(MAX_NOTICES, notices.size()))) {
      text.add(
          "*["
              + notice.severity().word()
              + "] "
              + escaped(AlertText.summary(notice))
              + "*\n"
              + escaped(AlertText.numbers(notice))
              + (notice.kind() == AlertNotice.Kind.FIRING
                  ? "\nto answer: `" + escaped(AlertText.feedback(notice)) + "`"
                  : ""));
    }
    if (notices.size() > MAX_NOTICES) {
      text.add("and " + (notices.size() - MAX_NOTICES) + " more alerts");
    }
    return new Json().object(null).text("text", cut(text.toString())).endObject().bytes();
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 2) + " …";
  }

  /** Keeps names from being taken for links, mentions or markup entities. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
