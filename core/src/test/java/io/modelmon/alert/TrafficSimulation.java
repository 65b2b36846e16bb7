package io.modelmon.alert;

import io.modelmon.alert.indicator.IndicatorPath;
import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.indicator.WindowReadings;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Windows of a service in which nothing is wrong: a thousand calls in each at the usual load. */
final class TrafficSimulation {

  static final IndicatorPath LATENCY = IndicatorPath.of("latency", "p99");
  static final IndicatorPath THROUGHPUT = IndicatorPath.of("throughput");
  static final IndicatorPath ERRORS = IndicatorPath.of("error", "rate");

  private static final double HOUR = 3600;
  private static final int MINUTES = 60;

  /** What the traffic is like. */
  enum Traffic {
    /** Independent windows, lognormal durations. */
    INDEPENDENT(0, 0.5, Double.NaN, 1e-3),
    /** Levels that move with a correlation of 0.9 from window to window. */
    DEPENDENT(0.9, 0.5, Double.NaN, 1e-3),
    /** Durations with a tail of index 2. */
    HEAVY_TAIL(0.5, 0, 2, 1e-3),
    /** One window in fifty with a pause that multiplies the tail by five. */
    PAUSES(0.5, 0.5, Double.NaN, 1e-3),
    /** A daily wave of seven tenths up and down. */
    DAILY(0.5, 0.5, Double.NaN, 1e-3),
    /** Twenty times the calls in office hours. */
    OFFICE(0.5, 0.5, Double.NaN, 1e-3),
    /** An error in fifty thousand calls, and a burst of twenty once in three weeks. */
    RARE_ERRORS(0.5, 0.5, Double.NaN, 2e-5),
    /** Errors that come with the load of other systems. */
    DEPENDENT_ERRORS(0.9, 0.5, Double.NaN, 1e-2);

    private final double correlation;
    private final double sigma;
    private final double tailIndex;
    private final double errorRate;

    Traffic(double correlation, double sigma, double tailIndex, double errorRate) {
      this.correlation = correlation;
      this.sigma = sigma;
      this.tailIndex = tailIndex;
      this.errorRate = errorRate;
    }
  }

  /** One window. */
  record Window(long number, long minute, Map<IndicatorPath, Reading> readings)
      implements WindowReadings {
    @Override
    public long endEpochNanos() {
      return TimeUnit.HOURS.toNanos(24 * 4) + TimeUnit.MINUTES.toNanos(minute);
    }

    @Override
    public Reading current(IndicatorPath path) {
      return readings.getOrDefault(path, Reading.UNKNOWN);
    }

    @Override
    public Reading reference(IndicatorPath path) {
      return Reading.UNKNOWN;
    }

    @Override
    public List<String> features() {
      return List.of();
    }
  }

  private final Traffic traffic;
  private final int minutes;
  private final double correlation;
  private final SplittableRandom random;
  private final double[] levels = new double[3];
  private long number;
  private double slowness = 1;
  private double calling = 1;
  private double failing = 1;

  /** Creates hourly windows. */
  TrafficSimulation(Traffic traffic, long seed) {
    this(traffic, seed, MINUTES);
  }

  /** Creates windows of so many minutes; the correlation from hour to hour is the same. */
  TrafficSimulation(Traffic traffic, long seed, int minutes) {
    this.traffic = traffic;
    this.minutes = minutes;
    this.correlation = Math.pow(traffic.correlation, (double) minutes / MINUTES);
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < levels.length; i++) {
      levels[i] = random.nextGaussian();
    }
  }

  Window next() {
    number++;
    for (int i = 0; i < levels.length; i++) {
      double r = correlation;
      levels[i] = r * levels[i] + Math.sqrt(1 - r * r) * random.nextGaussian();
    }
    double load = load();
    double moving = traffic.correlation == 0 ? 0 : 1;
    long calls = Math.max(1, poisson(1000 * calling * load * Math.exp(0.2 * moving * levels[0])));
    double p99 =
        0.02
            * slowness
            * Math.exp(0.15 * moving * levels[1] + 0.3 * Math.log(load))
            * quantile(calls);
    if (traffic == Traffic.PAUSES && random.nextInt(50) == 0) {
      p99 *= 5;
    }
    double rate = failing * traffic.errorRate * Math.exp(0.3 * moving * levels[2]);
    long errors = Math.min(calls, poisson(calls * rate));
    if (traffic == Traffic.RARE_ERRORS && random.nextInt(500) == 0) {
      errors = Math.min(calls, 20);
    }
    return new Window(
        number,
        number * minutes,
        Map.of(
            LATENCY, new Reading(p99, calls),
            THROUGHPUT, new Reading(calls / (HOUR * minutes / MINUTES), calls),
            ERRORS, new Reading((double) errors / calls, calls)));
  }

  /** Multiplies all durations from now on. */
  void slowDown(double factor) {
    slowness = factor;
  }

  /** Multiplies the number of calls from now on. */
  void callMore(double factor) {
    calling = factor;
  }

  /** Multiplies the error rate from now on. */
  void failMore(double factor) {
    failing = factor;
  }

  private double load() {
    long hours = number * minutes / MINUTES;
    long hour = hours % 24;
    long day = hours / 24 % 7;
    return switch (traffic) {
      case DAILY -> 1 + 0.7 * Math.sin(2 * Math.PI * number * minutes / MINUTES / 24);
      case OFFICE -> day < 5 && hour >= 8 && hour < 18 ? 1 : 0.05;
      default -> 1;
    };
  }

  /** Returns the 99th percentile of so many durations with a median of 1. */
  private double quantile(long calls) {
    int beyond = (int) (calls / 100) + 1;
    double tail = 0;
    for (int i = 0; i < beyond; i++) {
      tail -= Math.log(1 - random.nextDouble());
    }
    double share = Math.min(0.5, tail / (calls + 1));
    return Double.isNaN(traffic.tailIndex)
        ? Math.exp(traffic.sigma * normalQuantile(share))
        : Math.pow(2 * share, -1 / traffic.tailIndex);
  }

  /** Returns the normal quantile of an upper tail, to 4.5e-4 (Abramowitz, Stegun 26.2.23). */
  private static double normalQuantile(double tail) {
    double t = Math.sqrt(-2 * Math.log(tail));
    return t
        - (2.515517 + t * (0.802853 + t * 0.010328))
            / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  }

  private long poisson(double mean) {
    if (mean > 50) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
