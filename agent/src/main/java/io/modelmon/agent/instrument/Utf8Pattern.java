package io.modelmon.agent.instrument;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A name or glob, ready to be compared with the UTF-8 constants of a class file.
 *
 * <p>Names with characters that class files encode in their own way (NUL and beyond the basic
 * plane) are compared by everything before the first of them: more classes are looked at, none is
 * missed. <b>Threads:</b> immutable.
 */
final class Utf8Pattern {

  private final byte[] prefix;
  private final @Nullable Glob glob;
  private final boolean exact;

  Utf8Pattern(String name) {
    String plain = beforeUnusual(name);
    boolean cut = plain.length() < name.length();
    Glob pattern = new Glob(name);
    this.exact = !cut && !Glob.isGlob(name);
    this.glob = cut || exact ? null : pattern;
    this.prefix = new Glob(plain).prefix().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether the constant at an offset, {@code length} bytes long, matches. */
  boolean matches(byte[] bytes, int offset, int length) {
    if (length < prefix.length || (exact && length != prefix.length)) {
      return false;
    }
    if (!Arrays.equals(bytes, offset, offset + prefix.length, prefix, 0, prefix.length)) {
      return false;
    }
    return glob == null || glob.matches(new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  private static String beforeUnusual(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return name.substring(0, i);
      }
    }
    return name;
  }
}
