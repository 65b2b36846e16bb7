package io.modelmon.monitor;

import io.modelmon.alert.AlertNotice;
import io.modelmon.config.WindowConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A service whose model has fifty features, a quarter each normal, log-normal, integer-valued and
 * categorical, watched at defaults: a thousand rows an hour go through a real ring into a monitor.
 *
 * <p>Behind every feature is a normal variable, {@code √c·common + √(1−c)·own}; both parts are
 * first-order autoregressive. Shifts are in standard deviations of that variable, except that a
 * log-normal feature moves by that many of its own.
 */
final class SimulatedService {

  static final int FEATURES = 50;
  static final int HOUR = 1_000;
  private static final int POLL = 250;
  private static final long ROW_NANOS = 3_600_000_000_000L / HOUR;
  private static final double LOGNORMAL_SIGMA = Math.sqrt((Math.E - 1) * Math.E);
  private static final String[] LEVELS = {"a", "b", "c", "d", "e", "f", "g"};
  private static final List<Feature> COLUMNS =
      IntStream.range(0, FEATURES).mapToObj(i -> MonitorFixture.feature("f" + i)).toList();

  private final SplittableRandom random;
  private final double shared;
  private final double own;
  private double phi;
  private final double[] state = new double[FEATURES];
  private double common;
  private final MonitorFixture fixture;
  private final MonitorFixture.Writer writer;
  private final List<AlertNotice> notices = new ArrayList<>();
  private int seen;
  private int shifted = -1;
  private double shift;

  private SimulatedService(long seed, double correlation, double phi, @Nullable Path folder) {
    random = new SplittableRandom(seed);
    shared = Math.sqrt(correlation);
    own = Math.sqrt(1 - correlation);
    this.phi = phi;
    common = random.nextGaussian();
    for (int i = 0; i < FEATURES; i++) {
      state[i] = random.nextGaussian();
    }
    MonitorFixture.Settings settings = MonitorFixture.settings();
    settings.window = WindowConfig.DEFAULT;
    settings.detail = io.modelmon.config.Detail.FEATURES;
    settings.alerts = StandardAlertRules.withoutLabels();
    if (folder == null) {
      settings.learn(5_000, null);
    } else {
      settings.file(folder, "m" + seed + ".profile");
    }
    fixture = settings.start();
    fixture.monitor.tellAlertsTo(notices::addAll);
    writer = fixture.writer("1", COLUMNS, List.of());
  }

  /** Returns a service with a reference of independent training rows. */
  static SimulatedService trained(long seed, double correlation, int rows, Path folder)
      throws IOException {
    SimulatedService training = new SimulatedService(~seed, correlation, 0, null);
    double[][] numbers = new double[rows][FEATURES];
    String[][] texts = new String[rows][FEATURES];
    for (int row = 0; row < rows; row++) {
      training.advance();
      for (int i = 0; i < FEATURES; i++) {
        numbers[row][i] = kind(i) == Kind.CATEGORICAL ? Double.NaN : training.number(i);
        texts[row][i] = kind(i) == Kind.CATEGORICAL ? training.level(i) : null;
      }
    }
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(COLUMNS);
    for (int row = 0; row < rows; row++) {
      builder.observe(numbers[row], texts[row]);
    }
    builder.freeze();
    for (int row = 0; row < rows; row++) {
      builder.count(numbers[row], texts[row]);
    }
    ProfileCodec.write(
        builder.build(new ModelId("credit", "1"), Instant.EPOCH),
        folder.resolve("m" + seed + ".profile"));
    return new SimulatedService(seed, correlation, 0, folder);
  }

  /** Returns a service that learns its reference from its first 5,000 rows. */
  static SimulatedService learning(long seed, double correlation, double phi) {
    return new SimulatedService(seed, correlation, phi, null);
  }

  private enum Kind {
    NORMAL,
    LOGNORMAL,
    INTEGER,
    CATEGORICAL
  }

  private static Kind kind(int feature) {
    return Kind.values()[feature % 4];
  }

  /** From the next row on, the variables behind the features have this autocorrelation. */
  void dependence(double autocorrelation) {
    phi = autocorrelation;
  }

  /** From the next row on, a feature is shifted by so many standard deviations. */
  void shift(int feature, double deviations) {
    shifted = feature;
    shift = deviations;
  }

  private void advance() {
    double rest = Math.sqrt(1 - phi * phi);
    if (shared > 0) {
      common = phi * common + rest * random.nextGaussian();
    }
    for (int i = 0; i < FEATURES; i++) {
      state[i] = phi * state[i] + rest * random.nextGaussian();
    }
  }

  private double latent(int feature) {
    return shared * common + own * state[feature];
  }

  private double number(int feature) {
    double moved = feature == shifted ? shift : 0;
    double latent = latent(feature);
    return switch (kind(feature)) {
      case LOGNORMAL -> Math.exp(latent) + moved * LOGNORMAL_SIGMA;
      case INTEGER -> Math.rint(3 * (latent + moved));
      default -> latent + moved;
    };
  }

  private String level(int feature) {
    double latent = latent(feature) + (feature == shifted ? shift : 0);
    int level = (int) Math.floor(1.25 * latent + 3.5);
    return LEVELS[Math.max(0, Math.min(LEVELS.length - 1, level))];
  }

  /** Serves rows, one per call. */
  void serve(int rows) {
    for (int row = 0; row < rows; row++) {
      advance();
      int slot = writer.ring.claim(1, fixture.nanos);
      for (int i = 0; i < FEATURES; i++) {
        if (kind(i) == Kind.CATEGORICAL) {
          writer.ring.text(slot, i, level(i));
        } else {
          writer.ring.number(slot, i, number(i));
        }
      }
      writer.ring.publish(slot, 1_500, null);
      fixture.nanos += ROW_NANOS;
      if (row % POLL == POLL - 1) {
        fixture.poll();
      }
    }
    fixture.poll();
  }

  /** Serves until a number of windows has been closed from here on. */
  void serveWindows(int windows) {
    long target = closed() + windows;
    while (closed() < target) {
      serve(POLL);
    }
  }

  /** Returns all that the standard rules have told. */
  List<AlertNotice> notices() {
    return notices;
  }

  /** Returns how many windows have been closed. */
  long closed() {
    fixture.monitor.publish();
    List<ModelSnapshot> models = fixture.monitor.snapshot().models();
    WindowSnapshot last = models.isEmpty() ? null : models.get(0).lastWindow();
    return last == null ? 0 : last.number();
  }

  /** Returns the features detected since the last call, one set per window with an alert. */
  List<Set<String>> alerts() {
    List<Set<String>> alerts =
        fixture.evaluations.subList(seen, fixture.evaluations.size()).stream()
            .map(SimulatedService::detected)
            .filter(features -> !features.isEmpty())
            .toList();
    seen = fixture.evaluations.size();
    return alerts;
  }

  private static Set<String> detected(Evaluation evaluation) {
    Set<String> features = new HashSet<>();
    for (ModelEvent event : evaluation.events()) {
      FeatureDrift drift = event.drift();
      if (event.kind() == ModelEvent.Kind.DRIFT_DETECTED && drift != null) {
        features.add(drift.feature());
      }
    }
    return features;
  }
}
