package io.modelmon.alert.diagnosis;

import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.threshold.Scale;
import io.modelmon.alert.threshold.Verdict;
import java.util.Arrays;

/**
 * What is usual of one number of a model: the newest values, on the scale on which they spread
 * evenly.
 *
 * <p>Beyond five robust standard deviations from the median is not usual, where the deviation is at
 * least what sampling alone gives and a least factor is passed. Up to half of the values may come
 * from the incident itself.
 *
 * <p><b>Cost:</b> {@value #CAPACITY} numbers; adding is constant, asking sorts. <b>Threads:</b>
 * confined to the monitor thread.
 */
public final class UsualLevel {

  /** Values that are remembered. */
  public static final int CAPACITY = 64;

  /** Values before there is a verdict. */
  public static final int WARM_UP = 6;

  private static final double LIMIT = 5;
  private static final double MAD_SCALE = 1.482602218505602;

  private final Scale scale;
  private final double leastRatio;
  private final double[] values = new double[CAPACITY];
  private long count;

  /**
   * Creates a level of which nothing is known.
   *
   * @param leastRatio by what factor a number has to differ at least, ≥ 1
   */
  public UsualLevel(Scale scale, double leastRatio) {
    if (!(leastRatio >= 1)) {
      throw new IllegalArgumentException("the least ratio is at least 1, was " + leastRatio);
    }
    this.scale = scale;
    this.leastRatio = leastRatio;
  }

  /** Remembers the value of a window; one that is unknown, or has no place on the scale, is not. */
  public void record(Reading reading) {
    double value = reading.known() ? scale.value(reading) : Double.NaN;
    if (!Double.isNaN(value)) {
      values[(int) (count % CAPACITY)] = value;
      count++;
    }
  }

  /** Returns whether there are enough values for a verdict. */
  public boolean known() {
    return count >= WARM_UP;
  }

  /**
   * Returns the median in the unit of the indicator; NaN before the warm-up.
   *
   * @param at tells the sample size that shares are shown for
   */
  public double median(Reading at) {
    return known() ? scale.unscaled(median(sorted()), at) : Double.NaN;
  }

  /** Returns whether a value is higher than usual. */
  public Verdict higher(Reading reading) {
    return beyond(reading, 1);
  }

  /** Returns whether a value is lower than usual. */
  public Verdict lower(Reading reading) {
    return beyond(reading, -1);
  }

  private Verdict beyond(Reading reading, int side) {
    double value = reading.known() ? scale.value(reading) : Double.NaN;
    if (!known() || Double.isNaN(value)) {
      return Verdict.UNKNOWN;
    }
    double[] sorted = sorted();
    double centre = median(sorted);
    double[] distances = Arrays.stream(sorted).map(each -> Math.abs(each - centre)).toArray();
    Arrays.sort(distances);
    double spread = Math.max(MAD_SCALE * median(distances), scale.leastSpread(reading));
    double usual = scale.unscaled(centre, reading);
    double ratio = side > 0 ? reading.value() / usual : usual / reading.value();
    // 0 against 0 is no difference, anything against 0 a large one.
    boolean far = reading.value() != usual && !(ratio < leastRatio);
    return Verdict.of(far && side * (value - centre) > LIMIT * spread);
  }

  private double[] sorted() {
    double[] known = Arrays.copyOf(values, (int) Math.min(count, CAPACITY));
    Arrays.sort(known);
    return known;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
