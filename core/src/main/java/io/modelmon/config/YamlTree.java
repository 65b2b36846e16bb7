package io.modelmon.config;

import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builder of {@link YamlNode}s from parser events.
 *
 * <p>No object is ever constructed from YAML, so a tag cannot load a class. Tags, repeated keys,
 * keys that are not text and a second document are problems; an alias, and nesting beyond {@value
 * #MAX_DEPTH} levels, also end the reading, so that no file can make it long.
 */
final class YamlTree {
  static final int MAX_CODE_POINTS = 262_144;
  static final int MAX_DEPTH = 20;

  private final Iterator<Event> events;
  private final EnvironmentValues environment;
  private final Problems problems;

  private YamlTree(Iterator<Event> events, EnvironmentValues environment, Problems problems) {
    this.events = events;
    this.environment = environment;
    this.problems = problems;
  }

  /** Returns the root of the document, or null when there is none; what is wrong is reported. */
  static @Nullable YamlNode parse(String yaml, EnvironmentValues environment, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(MAX_CODE_POINTS).setParseComments(false).build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(yaml).iterator();
      return new YamlTree(events, environment, problems).document();
    } catch (EndOfReading e) {
      problems.add(e.problem);
    } catch (RuntimeException e) {
      problems.add(SyntaxProblem.of(e, yaml));
    }
    return null;
  }

  private @Nullable YamlNode document() {
    YamlNode root = null;
    int documents = 0;
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case DocumentStart -> documents++;
        case StreamStart, StreamEnd, DocumentEnd -> {}
        default -> {
          if (documents > 1) {
            problems.add(line(event), "", "a second document", "keep one document in the file");
            return root;
          }
          root = node(event, line(event), "", 1);
        }
      }
    }
    return root;
  }

  private YamlNode node(Event event, int line, String path, int depth) {
    if (event instanceof AliasEvent) {
      String remedy = "write the value out, or use the key 'defaults'";
      throw new EndOfReading(new ConfigProblem(line, path, "found a YAML alias (*)", remedy, ""));
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, line, path);
    }
    if (depth > MAX_DEPTH) {
      String found = "nested more than " + MAX_DEPTH + " levels deep";
      String remedy = "no setting is nested that deep; check indentation and brackets";
      throw new EndOfReading(new ConfigProblem(line, "", found, remedy, ""));
    }
    CollectionStartEvent start = (CollectionStartEvent) event;
    YamlNode collection =
        start instanceof MappingStartEvent
            ? mapping(line, path, depth)
            : sequence(line, path, depth);
    return tagged(start.getTag(), line, path) ? new Reported(line, path) : collection;
  }

  private YamlNode scalar(ScalarEvent scalar, int line, String path) {
    if (tagged(scalar.getTag(), line, path)) {
      return new Reported(line, path);
    }
    String source = scalar.getValue();
    String text = environment.substitute(source, line, path);
    return text == null
        ? new Reported(line, path)
        : new Scalar(text, source, scalar.isPlain(), line, path);
  }

  private boolean tagged(Optional<String> tag, int line, String path) {
    if (tag.isEmpty()) {
      return false;
    }
    problems.add(
        line, path, "found the YAML tag '" + Shown.of(tag.get()) + "'", "leave the tag out");
    return true;
  }

  private Mapping mapping(int line, String path, int depth) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    while (true) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.MappingEnd) {
        return new Mapping(entries, line, path);
      }
      int keyLine = line(event);
      String key = key(event, keyLine, path, depth);
      String valuePath = key == null ? path : child(path, key);
      YamlNode value = node(events.next(), keyLine, valuePath, depth + 1);
      if (key == null) {
        continue;
      }
      Integer first = lines.putIfAbsent(key, keyLine);
      if (first != null) {
        problems.add(keyLine, valuePath, "repeats the key of line " + first, "keep one of the two");
      } else {
        entries.put(key, value);
      }
    }
  }

  /** Returns the key, or null when it is not text, which is reported. */
  private @Nullable String key(Event event, int line, String path, int depth) {
    if (event instanceof ScalarEvent scalar && scalar.getTag().isEmpty()) {
      String key = scalar.getValue();
      if (!scalar.isPlain() || !Scalar.isNull(key)) {
        return key;
      }
    } else {
      node(event, line, path, depth + 1);
    }
    problems.add(line, path, "a key that is not plain text", "write keys as text");
    return null;
  }

  private Sequence sequence(int line, String path, int depth) {
    List<YamlNode> items = new ArrayList<>();
    while (true) {
      Event event = events.next();
      if (event.getEventId() == Event.ID.SequenceEnd) {
        return new Sequence(items, line, path);
      }
      items.add(node(event, line(event), path + "[" + items.size() + "]", depth + 1));
    }
  }

  private static String child(String path, String key) {
    if (!isSimple(key)) {
      return path + "[\"" + Shown.of(key) + "\"]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Returns whether a key can stand in a path without quotes. */
  private static boolean isSimple(String key) {
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c > '~' || !(Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$')) {
        return false;
      }
    }
    return !key.isEmpty() && key.length() <= 128;
  }

  private static int line(Event event) {
    Optional<Mark> mark = event.getStartMark();
    return mark.isPresent() ? mark.get().getLine() + 1 : 0;
  }

  /** Ends the reading with a last problem. */
  private static final class EndOfReading extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ConfigProblem problem;

    EndOfReading(ConfigProblem problem) {
      super(null, null, false, false);
      this.problem = problem;
    }
  }
}
