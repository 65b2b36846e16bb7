package io.modelmon.alert.indicator;

/**
 * One number, or a family of numbers, that rules can name.
 *
 * @param pattern the path; {@code feature["*"].missing} stands for every feature
 * @param unit what the numbers mean
 * @param description what it is, one sentence
 * @param byInterval whether a comparison is true only when the whole confidence interval is beyond
 *     the threshold
 */
public record Indicator(
    String pattern, IndicatorUnit unit, String description, boolean byInterval) {

  /** Creates an indicator that is compared by its value alone. */
  public Indicator(String pattern, IndicatorUnit unit, String description) {
    this(pattern, unit, description, false);
  }

  /**
   * Returns whether a reference profile can say what the number was there, so that a rule may ask
   * for a change without saying from when.
   */
  public boolean hasReference() {
    return switch (pattern) {
      case "feature[\"*\"].missing", "feature[\"*\"].invalid", "feature[\"*\"].unseen" -> true;
      default -> pattern.startsWith("performance.") || pattern.startsWith("estimated.");
    };
  }
}
