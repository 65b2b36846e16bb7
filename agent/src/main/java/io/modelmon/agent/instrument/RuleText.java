package io.modelmon.agent.instrument;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The text of a configuration, asked before it has been parsed whether a class could be meant.
 *
 * <p>The answer errs on the safe side: a class that a rule names occurs in the text by its simple
 * name, as long as nothing in the text can mean a name that is not written there. Where something
 * can (globs, rules by super type or annotation, substitutions, escapes, aliases), every class
 * could be meant.
 *
 * <p><b>Cost:</b> one search of the text per class. <b>Threads:</b> immutable.
 */
public final class RuleText {

  private static final int MAX_BYTES = 1 << 20;

  /** What can mean a class that the text does not name; an alias of YAML starts with a star. */
  private static final String[] INDIRECT = {
    "*", "\\", "${", "subtypes_of", "annotated_with", "\0", "\uFFFD"
  };

  private final String text;
  private final boolean anything;

  RuleText(String text) {
    this.text = text;
    this.anything = isIndirect(text);
  }

  /**
   * Reads a file. One that is not there, not a plain file or not readable means nothing: whoever
   * parses it says so.
   */
  public static RuleText of(File file) {
    if (!file.isFile()) {
      return new RuleText("");
    }
    // Not through the file system API: its channels would be loaded for this alone, before main.
    try (InputStream in = new FileInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES);
      boolean whole = bytes.length < MAX_BYTES;
      return new RuleText(whole ? new String(bytes, StandardCharsets.UTF_8) : "*");
    } catch (IOException unreadable) {
      return new RuleText("");
    }
  }

  /** Returns whether there is no text, so that no class can be meant. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Returns whether a rule of the text could mean a class, or one of its members or parents. */
  boolean couldMean(String internalName) {
    if (anything) {
      return true;
    }
    int start = internalName.lastIndexOf('/') + 1;
    int nested = internalName.lastIndexOf('$') + 1;
    // Numbers of anonymous classes are everywhere in a text, but not after a dollar sign.
    if (nested > start && nested < internalName.length()) {
      boolean number = Character.isDigit(internalName.charAt(nested));
      start = number ? nested - 1 : nested;
    }
    return text.contains(internalName.substring(start));
  }

  private static boolean isIndirect(String text) {
    for (String sign : INDIRECT) {
      if (text.contains(sign)) {
        return true;
      }
    }
    return false;
  }
}
