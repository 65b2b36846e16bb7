package io.modelmon.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the p-values of a window are adjusted for the number of features. */
public enum MultipleTests {
  /** Expected share of false discoveries, for independent or positively dependent features. */
  BENJAMINI_HOCHBERG,
  /** Expected share of false discoveries, under any dependence. */
  BENJAMINI_YEKUTIELI,
  /** Probability of any false discovery, step by step. */
  HOLM,
  /** Probability of any false discovery, in one step. */
  BONFERRONI,
  /** Not at all. */
  NONE;

  /** Returns all of them by their word in the file. */
  static Map<String, MultipleTests> words() {
    Map<String, MultipleTests> words = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(one -> words.put(one.name().toLowerCase(Locale.ROOT), one));
    return words;
  }
}
