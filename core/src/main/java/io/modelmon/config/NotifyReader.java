package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reader of {@code notify}. No message repeats an address, a header or a key. */
final class NotifyReader {

  static final int MAX_RECEIVERS = 16;

  private static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
  private static final String FORM = "write { webhook: \"https://alerts.example.com/hook\" }";

  private final Problems problems;
  private final Values values;
  private final NoticeNames names;

  NotifyReader(Problems problems, NoticeNames names) {
    this.problems = problems;
    this.names = names;
    this.values = new Values(problems);
  }

  /** Returns the receivers; none when the key is absent. */
  List<Receiver> receivers(@Nullable YamlNode node) {
    List<Receiver> receivers = new ArrayList<>();
    if (node == null || node instanceof Reported) {
      return receivers;
    }
    List<YamlNode> items = node instanceof Sequence list ? list.items() : List.of(node);
    if (items.isEmpty() || items.size() > MAX_RECEIVERS) {
      problems.add(
          node,
          items.size() + " receivers",
          "name 1 to " + MAX_RECEIVERS + ", or leave the key out");
    }
    Map<String, Integer> lines = new HashMap<>();
    for (YamlNode item : items) {
      Mapping section = values.section(item);
      Receiver receiver = section == null ? null : receiver(section);
      if (section == null || receiver == null) {
        continue;
      }
      Integer first = lines.putIfAbsent(receiver.name(), section.line());
      if (first != null) {
        problems.add(
            section,
            "the name '" + Shown.of(receiver.name()) + "' is used in line " + first,
            "give each receiver a name of its own: name: second");
      }
      receivers.add(receiver);
    }
    return receivers;
  }

  private @Nullable Receiver receiver(Mapping section) {
    Map<String, YamlNode> entries = section.entries();
    List<ReceiverKind> kinds = new ArrayList<>();
    for (ReceiverKind kind : ReceiverKind.values()) {
      if (entries.containsKey(key(kind))) {
        kinds.add(kind);
      }
    }
    Access access =
        new Access(truth(entries.get("allow_local")), truth(entries.get("allow_redirects")));
    Duration timeout = timeout(entries.get("timeout"));
    Map<String, String> headers = headers(values.section(entries.get("headers")));
    Set<String> only = Set.copyOf(values.names(entries.get("only")));
    names.check(entries.get("only"), problems);
    Scalar signingKey = values.scalar(entries.get("signing_key"), "a key");
    if (kinds.size() != 1) {
      problems.add(
          section,
          kinds.isEmpty() ? "no address" : kinds.size() + " addresses",
          "one of webhook, slack and alertmanager is needed: " + FORM);
      return null;
    }
    ReceiverKind kind = kinds.get(0);
    URI endpoint = url(entries.get(key(kind)), access);
    String name = entries.containsKey("name") ? values.name(entries.get("name")) : key(kind);
    if (endpoint == null || name == null) {
      return null;
    }
    Receiver receiver =
        new Receiver(
            name,
            kind,
            endpoint,
            headers,
            signingKey == null ? null : signingKey.text(),
            access,
            new Receiver.Timing(
                timeout, Receiver.Timing.DEFAULT.patience(), Receiver.Timing.DEFAULT.repeat()));
    return receiver.onlyOf(only);
  }

  private static String key(ReceiverKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private @Nullable URI url(@Nullable YamlNode node, Access access) {
    Scalar scalar = values.scalar(node, "a URL");
    if (scalar == null) {
      return null;
    }
    try {
      return ReceiverUrl.parse(scalar.text(), access);
    } catch (IllegalArgumentException e) {
      problems.add(scalar, "an address that is not allowed", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private boolean truth(@Nullable YamlNode node) {
    Map<String, Boolean> choices = new LinkedHashMap<>();
    choices.put("true", true);
    choices.put("false", false);
    Boolean chosen = values.choice(node, choices);
    return Objects.requireNonNullElse(chosen, false);
  }

  private Duration timeout(@Nullable YamlNode node) {
    Duration usual = Receiver.Timing.DEFAULT.timeout();
    Duration given = values.duration(node, LEAST_TIMEOUT);
    if (node != null && given != null && given.compareTo(LONGEST_TIMEOUT) > 0) {
      problems.add(node, "found " + YamlNode.kind(node), "a duration up to 1m is needed");
      return usual;
    }
    return Objects.requireNonNullElse(given, usual);
  }

  private Map<String, String> headers(@Nullable Mapping section) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (section == null) {
      return headers;
    }
    for (Map.Entry<String, YamlNode> entry : section.entries().entrySet()) {
      Scalar value = values.scalar(entry.getValue(), "the value of a header");
      if (value == null) {
        continue;
      }
      try {
        Receiver.checkHeader(entry.getKey(), value.text());
        headers.put(entry.getKey(), value.text());
      } catch (IllegalArgumentException e) {
        problems.add(value, "a header that cannot be sent", String.valueOf(e.getMessage()));
      }
    }
    return headers;
  }
}
