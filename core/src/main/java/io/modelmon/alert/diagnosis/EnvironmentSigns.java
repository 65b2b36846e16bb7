package io.modelmon.alert.diagnosis;

import io.modelmon.alert.indicator.Reading;
import io.modelmon.alert.threshold.Scale;
import io.modelmon.alert.threshold.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a model, window by window.
 *
 * <p>A share is abnormal when it is both large in itself and larger than usual: a batch machine at
 * full load all day is not what has changed. While it is not known what is usual, only a share that
 * is bad anywhere is abnormal, and one between the two limits is unknown.
 *
 * <p><b>Threads:</b> confined to the monitor thread.
 */
public final class EnvironmentSigns {

  /** From where on a share matters, and from where on it is bad without comparison. */
  private record Limits(double matters, double bad) {}

  private static final Map<Sign, Limits> LIMITS = new EnumMap<>(Sign.class);

  static {
    LIMITS.put(Sign.CPU_WAIT, new Limits(0.1, 0.4));
    LIMITS.put(Sign.THROTTLED, new Limits(0.05, 0.25));
    LIMITS.put(Sign.GC, new Limits(0.1, 0.2));
    LIMITS.put(Sign.MEMORY_WAIT, new Limits(0.05, 0.2));
    LIMITS.put(Sign.HOST_CPU, new Limits(0.85, 0.97));
    LIMITS.put(Sign.PROCESS_CPU, new Limits(0.7, 0.9));
  }

  /** A share has to be this much larger than usual, besides its spread. */
  private static final double LEAST_RATIO = 1.2;

  /** One share, its limits and what is usual of it. */
  private record Watched(Sign sign, Limits limits, UsualLevel usual) {}

  private final List<Watched> watched = new ArrayList<>();

  /** Creates signs of which nothing is usual yet. */
  public EnvironmentSigns() {
    LIMITS.forEach(
        (sign, limits) ->
            watched.add(new Watched(sign, limits, new UsualLevel(Scale.ARCSINE, LEAST_RATIO))));
  }

  /** Remembers what a window was like. */
  public void record(EnvironmentUse use) {
    watched.forEach(each -> each.usual().record(Reading.of(value(each.sign(), use))));
  }

  /** Returns what there is to say about a window; what is unknown is left out. */
  public List<Observation> observe(EnvironmentUse use) {
    List<Observation> observations = new ArrayList<>();
    for (Watched each : watched) {
      Reading now = Reading.of(value(each.sign(), use));
      if (now.known()) {
        UsualLevel level = each.usual();
        observations.add(
            new Observation(
                each.sign(),
                "",
                verdict(now, each.limits(), level),
                level.median(now),
                now.value(),
                Double.NaN));
      }
    }
    return observations;
  }

  private static Verdict verdict(Reading now, Limits limits, UsualLevel level) {
    if (now.value() < limits.matters) {
      return Verdict.FALSE;
    }
    if (!level.known()) {
      return now.value() >= limits.bad ? Verdict.TRUE : Verdict.UNKNOWN;
    }
    return level.higher(now);
  }

  private static double value(Sign sign, EnvironmentUse use) {
    return switch (sign) {
      case CPU_WAIT -> use.cpuWait();
      case THROTTLED -> use.throttled();
      case GC -> use.gc();
      case MEMORY_WAIT -> use.memoryWait();
      case HOST_CPU -> use.hostCpu();
      default -> use.processCpu();
    };
  }
}
