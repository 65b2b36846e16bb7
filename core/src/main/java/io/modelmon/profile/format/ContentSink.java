package io.modelmon.profile.format;

import java.util.List;

/**
 * Where content is written to, value after value. A {@link ContentSource} of the same form reads
 * the same calls in the same order.
 *
 * <p>Every value has a key, except for the items of a list, whose key is empty.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public interface ContentSink {

  /** Begins a group of values. */
  void begin(String key);

  /** Ends the group. */
  void end();

  /** Begins a list. */
  void beginList(String key, int size);

  /** Ends the list. */
  void endList();

  /** Writes one of a few words. */
  void choice(String key, List<String> choices, int index);

  /** Writes a text. */
  void text(String key, String value);

  /** Writes a flag. */
  void flag(String key, boolean value);

  /** Writes a small whole number, in [0, 2³¹). */
  void size(String key, int value);

  /** Writes a whole number. */
  void count(String key, long value);

  /** Writes any number, NaN and infinities included, exactly. */
  void number(String key, double value);

  /** Writes whole numbers, how many of which the reader knows. */
  void counts(String key, long[] values);

  /** Writes numbers, how many of which the reader knows. */
  void numbers(String key, double[] values);

  /** Writes any number of texts. */
  void texts(String key, List<String> values);

  /** Writes any number of 64-bit hashes. */
  void hashes(String key, long[] values);
}
