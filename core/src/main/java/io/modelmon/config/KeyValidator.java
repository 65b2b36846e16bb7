package io.modelmon.config;

import io.modelmon.config.Section.Child;
import io.modelmon.config.YamlNode.Mapping;
import io.modelmon.config.YamlNode.Reported;
import io.modelmon.config.YamlNode.Scalar;
import io.modelmon.config.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Check of all keys of a file against {@link Section}, before any value is looked at.
 *
 * <p>The result holds known keys only; keys that are not supported yet, and those that an unknown
 * key probably means, are there as {@link Reported}, so that nothing else complains about them.
 */
final class KeyValidator {
  static final String NOT_YET = "not supported yet";

  private final Problems problems;

  /** The sections around the one that is looked at, and that one, which is the first. */
  private final Deque<Section> around = new ArrayDeque<>();

  KeyValidator(Problems problems) {
    this.problems = problems;
  }

  /** Returns the mapping without unknown keys, all of which are reported. */
  Mapping validate(Mapping mapping, Section section) {
    around.push(section);
    try {
      return valid(mapping, section);
    } finally {
      around.pop();
    }
  }

  private Mapping valid(Mapping mapping, Section section) {
    Map<String, YamlNode> valid = new LinkedHashMap<>();
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      YamlNode value = entry.getValue();
      if (section.keys().contains(key)) {
        valid.put(key, checked(value, section.child(key)));
      } else if (section.laterKeys().contains(key)) {
        problems.add(value, NOT_YET, "leave it out");
        valid.put(key, new Reported(value.line(), value.path()));
      } else {
        String meant = unknown(key, value, section);
        if (section.allKeys().contains(meant) && !mapping.entries().containsKey(meant)) {
          valid.put(meant, new Reported(value.line(), value.path()));
        }
      }
    }
    return new Mapping(valid, mapping.line(), mapping.path());
  }

  private YamlNode checked(YamlNode value, @Nullable Child child) {
    if (value instanceof Scalar scalar && scalar.isNull()) {
      problems.add(value, "no value", "give it a value, or leave the key out");
      return new Reported(value.line(), value.path());
    }
    if (child == null) {
      return value;
    }
    return switch (child.shape()) {
      case ONE -> one(value, child.section());
      case LIST -> list(value, child.section());
      case ONE_OR_LIST -> oneOrList(value, child.section());
      case NAMED -> named(value, child.section());
    };
  }

  private YamlNode one(YamlNode value, Section section) {
    return value instanceof Mapping mapping ? validate(mapping, section) : value;
  }

  private YamlNode list(YamlNode value, Section section) {
    if (!(value instanceof Sequence sequence)) {
      return one(value, section);
    }
    List<YamlNode> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      items.add(one(item, section));
    }
    return new Sequence(items, value.line(), value.path());
  }

  private YamlNode oneOrList(YamlNode value, Section section) {
    return value instanceof Sequence sequence
        ? validate(new Mapping(Map.of("from", sequence), sequence.line(), sequence.path()), section)
        : one(value, section);
  }

  private YamlNode named(YamlNode value, Section section) {
    if (!(value instanceof Mapping mapping)) {
      return value;
    }
    Map<String, YamlNode> named = new LinkedHashMap<>();
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      named.put(entry.getKey(), one(entry.getValue(), section));
    }
    return new Mapping(named, value.line(), value.path());
  }

  /** Reports an unknown key and returns what it probably means. */
  private String unknown(String key, YamlNode value, Section section) {
    String nearest = NearestKey.of(key, section.allKeys());
    if (nearest.isEmpty()) {
      nearest = elsewhere(key);
    }
    problems.add(
        new ConfigProblem(
            value.line(),
            value.path(),
            "unknown key '" + Shown.of(key) + "'",
            "allowed here: " + String.join(", ", section.keys()),
            nearest));
    return nearest;
  }

  /**
   * Returns where a key belongs that is only in the wrong place, or an empty string: around that
   * place if it can be, as what is said of one name is often what can be said of all only.
   */
  private String elsewhere(String key) {
    List<Section> others = new ArrayList<>(around);
    others.addAll(Section.fromTheTop());
    for (Section other : others) {
      if (other.keys().contains(key)) {
        return other.place().isEmpty() ? key : other.place() + "." + key;
      }
    }
    return "";
  }
}
