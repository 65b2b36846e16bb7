package io.modelmon.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of the file together with its place. */
sealed interface YamlNode {

  /** Returns the line of the value's key or, without a key, of its start; counted from 1. */
  int line();

  /** Returns the path of keys, such as {@code models[0].drift}. */
  String path();

  /**
   * A single value.
   *
   * @param text the value, environment variables put in
   * @param source the value as written
   * @param plain whether it stands without quotes, so that it may be a number or empty
   */
  record Scalar(String text, String source, boolean plain, int line, String path)
      implements YamlNode {

    /** Returns whether an environment variable may have been put in. */
    boolean substituted() {
      return source.contains("${");
    }

    /** Returns whether this is YAML's null. */
    boolean isNull() {
      return plain && isNull(text) && !substituted();
    }

    /** Returns whether a plain text is YAML's null. */
    static boolean isNull(String plainText) {
      return switch (plainText) {
        case "", "~", "null", "Null", "NULL" -> true;
        default -> false;
      };
    }

    /** Returns whether the value may be read as a number. */
    boolean maybeNumber() {
      return plain || substituted();
    }

    /** Returns the value for a message: as written, safe to print, never an environment value. */
    String shown() {
      String quoted = "'" + Shown.of(source) + "'";
      return substituted() ? quoted + " (value not shown)" : quoted;
    }
  }

  /**
   * Keys with values.
   *
   * @param entries the values by key, in the order of the file
   */
  record Mapping(Map<String, YamlNode> entries, int line, String path) implements YamlNode {

    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /** A list of values. */
  record Sequence(List<YamlNode> items, int line, String path) implements YamlNode {

    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A value that has been reported already; whoever meets it stays silent. */
  record Reported(int line, String path) implements YamlNode {}

  /** Returns the words for the kind of a value. */
  static String kind(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return scalar.isNull() ? "no value" : scalar.shown();
    }
    return node instanceof Sequence ? "a list" : "a section with keys";
  }
}
