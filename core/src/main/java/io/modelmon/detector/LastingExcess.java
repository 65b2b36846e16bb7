package io.modelmon.detector;

/**
 * The level at which {@link Rddm} would say drift, either at once or because its warning, at a
 * proportion of that level, lasts too long: the larger of its statistic and of the least statistic
 * of the last values divided by the proportion.
 *
 * <p><b>Cost:</b> amortised O(1) per value; memory 16 bytes per value of the stretch.
 */
final class LastingExcess implements LimitDetector {

  private final Rddm rddm;
  private final int stretch;
  private final double proportion;
  /* Statistics that are the least from their place on, growing from first to last, with places. */
  private final double[] leasts;
  private final long[] places;
  private int first;
  private int size;
  private long n;
  private long judged;

  LastingExcess(Rddm rddm, int stretch, double proportion) {
    this.rddm = rddm;
    this.stretch = stretch;
    this.proportion = proportion;
    leasts = new double[stretch];
    places = new long[stretch];
  }

  @Override
  public DetectorState update(double value) {
    DetectorState state = rddm.update(value);
    double statistic = rddm.statistic();
    n++;
    if (Double.isNaN(statistic)) {
      size = 0;
      judged = 0;
      return state;
    }
    judged++;
    if (size > 0 && places[first] <= n - stretch) {
      first = (first + 1) % stretch;
      size--;
    }
    while (size > 0 && leasts[last()] >= statistic) {
      size--;
    }
    size++;
    leasts[last()] = statistic;
    places[last()] = n;
    return state;
  }

  private int last() {
    return (first + size - 1) % stretch;
  }

  @Override
  public double statistic() {
    double statistic = rddm.statistic();
    return judged < stretch ? statistic : Math.max(statistic, leasts[first] / proportion);
  }

  @Override
  public DetectorState state() {
    return rddm.state();
  }

  @Override
  public void reset() {
    rddm.reset();
    first = 0;
    size = 0;
    n = 0;
    judged = 0;
  }
}
