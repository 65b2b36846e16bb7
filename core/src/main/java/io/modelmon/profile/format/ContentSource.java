package io.modelmon.profile.format;

import java.util.List;

/**
 * Where content is read from, in the order in which a {@link ContentSink} wrote it. A length is
 * believed only as far as the input goes on.
 *
 * <p>Every method throws {@link ContentException} where the input is not what is asked for.
 *
 * <p><b>Threads:</b> confined to one thread.
 */
public interface ContentSource {

  /** Enters a group of values. */
  void begin(String key);

  /** Leaves the group, in which nothing else may follow. */
  void end();

  /** Enters a list. */
  void beginList(String key);

  /** Returns whether the list has another item; leaves the list when it has none. */
  boolean hasNext();

  /** Reads one of a few words and returns its index. */
  int choice(String key, List<String> choices);

  /** Reads a text. */
  String text(String key);

  /** Reads a flag. */
  boolean flag(String key);

  /** Reads a small whole number, ≥ 0. */
  int size(String key);

  /** Reads a whole number. */
  long count(String key);

  /** Reads a number. */
  double number(String key);

  /** Reads as many whole numbers. */
  long[] counts(String key, int size);

  /** Reads as many numbers. */
  double[] numbers(String key, int size);

  /** Reads any number of texts. */
  List<String> texts(String key);

  /** Reads any number of hashes. */
  long[] hashes(String key);

  /** Requires that nothing follows. */
  void finish();

  /** Returns where the reader stands, for people. */
  String place();
}
