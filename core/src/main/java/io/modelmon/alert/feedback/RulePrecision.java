package io.modelmon.alert.feedback;

import io.modelmon.math.Interval;
import io.modelmon.math.WilsonInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often the alerts of a rule of a model were right, all versions together.
 *
 * @param model the model's name
 * @param rule the rule's name
 * @param right alerts marked right
 * @param wrong alerts marked wrong
 */
public record RulePrecision(String model, String rule, long right, long wrong) {

  /** The level of {@link #interval}. */
  public static final double LEVEL = 0.95;

  /** Marks before a threshold is raised. */
  static final long MIN_MARKS = 5;

  /** The share of right alerts below which people stop looking. */
  static final double WANTED = 0.8;

  /** How much higher a threshold can get. */
  public static final double MAX_FACTOR = 2;

  /** Checks the counts. */
  public RulePrecision {
    if (right < 0 || wrong < 0) {
      throw new IllegalArgumentException(
          "counts are not negative, were " + right + " and " + wrong);
    }
  }

  /** Returns one per model and rule, in the order in which they were first marked. */
  public static List<RulePrecision> of(List<FeedbackMark> marks) {
    Map<List<String>, long[]> counts = new LinkedHashMap<>();
    for (FeedbackMark mark : marks) {
      List<String> key = List.of(mark.alert().model(), mark.alert().rule());
      counts.computeIfAbsent(key, unused -> new long[2])[mark.right() ? 0 : 1]++;
    }
    List<RulePrecision> all = new ArrayList<>();
    counts.forEach(
        (key, count) -> all.add(new RulePrecision(key.get(0), key.get(1), count[0], count[1])));
    return all;
  }

  /** Returns the number of marked alerts. */
  public long n() {
    return right + wrong;
  }

  /** Returns the share that was right, NaN without marks. */
  public double share() {
    return n() == 0 ? Double.NaN : (double) right / n();
  }

  /** Returns Wilson's 95 % interval of the share. */
  public Interval interval() {
    WilsonInterval wilson = WilsonInterval.of((double) right, (double) n(), LEVEL);
    return new Interval(wilson.lower(), wilson.upper(), LEVEL);
  }

  /**
   * Returns by what factor the rule's threshold is to be higher than written, in [1, 2]: 1 until
   * the whole interval is below the share that is wanted, then in proportion to how far it is
   * below. A function of the marks alone, so that restarting or marking anew changes nothing by
   * itself.
   */
  public double factor() {
    double upper = interval().upper();
    if (n() < MIN_MARKS || upper >= WANTED) {
      return 1;
    }
    return 1 + (WANTED - upper) / WANTED * (MAX_FACTOR - 1);
  }
}
