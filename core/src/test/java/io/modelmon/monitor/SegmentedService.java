package io.modelmon.monitor;

import io.modelmon.config.Detail;
import io.modelmon.config.DriftConfig;
import io.modelmon.config.MultipleTests;
import io.modelmon.config.WindowConfig;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A service whose calls come by channels with populations of their own: web 58 %, app 30 %, mobile
 * 10 %, phone 1 % and none 1 %. Of its features a quarter each is normal, integer-valued,
 * categorical, and missing in a share that differs by channel.
 */
final class SegmentedService {

  static final int FEATURES = 12;
  static final int HOUR = 1_000;
  static final String MOBILE = "mobile";
  private static final int POLL = 250;
  private static final long ROW_NANOS = 3_600_000_000_000L / HOUR;
  private static final List<Feature> COLUMNS =
      IntStream.range(0, FEATURES).mapToObj(i -> MonitorFixture.feature("f" + i)).toList();

  final MonitorFixture fixture;
  private final SplittableRandom random;
  private final MonitorFixture.Writer writer;
  private final double[] states = new double[FEATURES];
  private double mobilePhi;
  private int shifted = -1;
  private double shift;
  private int seen;

  /** What a service may be like. */
  record Setting(boolean compared, long window, @Nullable Path folder, long learn) {}

  SegmentedService(long seed, Setting setting) {
    random = new SplittableRandom(seed);
    MonitorFixture.Settings settings = MonitorFixture.settings();
    settings.window = new WindowConfig(setting.window, Duration.ofMinutes(1), null);
    settings.detail = Detail.FEATURES;
    settings.drift =
        new DriftConfig(
            true,
            0.01,
            MultipleTests.BENJAMINI_HOCHBERG,
            0.05,
            2,
            Duration.ofHours(24),
            null,
            Map.of(),
            List.of(),
            setting.compared ? List.of("channel") : List.of());
    Path folder = setting.folder;
    if (folder == null) {
      settings.learn(setting.learn, null);
    } else {
      settings.file(folder, "m" + seed + ".profile");
    }
    fixture = settings.start();
    writer = fixture.writer(COLUMNS, List.of(), List.of("region", "channel"));
  }

  /** Returns a service with a reference of independent training rows, divided by channel. */
  static SegmentedService trained(long seed, int rows, long window, Path folder)
      throws IOException {
    SegmentedService training = new SegmentedService(~seed, new Setting(true, window, null, 1_000));
    ReferenceProfileBuilder builder =
        new ReferenceProfileBuilder(COLUMNS, null, List.of("channel"));
    double[][] numbers = new double[rows][FEATURES];
    @Nullable String[][] texts = new String[rows][FEATURES];
    @Nullable String[] channels = new String[rows];
    for (int row = 0; row < rows; row++) {
      channels[row] = training.draw(numbers[row], texts[row]);
      builder.observe(numbers[row], texts[row]);
    }
    builder.freeze();
    for (int row = 0; row < rows; row++) {
      builder.segments(channels[row]);
      builder.count(numbers[row], texts[row]);
    }
    ProfileCodec.write(
        builder.build(new ModelId("credit", "1"), Instant.EPOCH),
        folder.resolve("m" + seed + ".profile"));
    return new SegmentedService(seed, new Setting(true, window, folder, 0));
  }

  /** From the next row on, a feature is shifted by so many standard deviations on mobile. */
  void shiftMobile(int feature, double deviations) {
    shifted = feature;
    shift = deviations;
  }

  /** From the next row on, mobile rows follow each other with this autocorrelation. */
  void dependOnMobile(double phi) {
    mobilePhi = phi;
  }

  private @Nullable String draw(double[] numbers, @Nullable String[] texts) {
    int share = random.nextInt(100);
    int place = share < 58 ? 0 : share < 88 ? 1 : share < 98 ? 2 : share < 99 ? 3 : 4;
    boolean mobile = place == 2;
    for (int i = 0; i < FEATURES; i++) {
      double own = random.nextGaussian();
      if (mobile) {
        states[i] = mobilePhi * states[i] + Math.sqrt(1 - mobilePhi * mobilePhi) * own;
        own = states[i];
      }
      double value = own + 0.7 * place + (mobile && i == shifted ? shift : 0);
      boolean missing = i % 4 == 3 && random.nextInt(100) < 5 * place;
      numbers[i] = i % 4 == 2 || missing ? Double.NaN : i % 4 == 1 ? Math.rint(3 * value) : value;
      texts[i] = i % 4 == 2 ? "c" + Math.max(-2, Math.min(4, Math.round(value))) : null;
    }
    return switch (place) {
      case 0 -> "web";
      case 1 -> "app";
      case 2 -> MOBILE;
      case 3 -> "phone";
      default -> null;
    };
  }

  /** Serves rows, one per call. */
  void serve(int rows) {
    double[] numbers = new double[FEATURES];
    @Nullable String[] texts = new String[FEATURES];
    for (int row = 0; row < rows; row++) {
      String channel = draw(numbers, texts);
      int slot = writer.ring.claim(1, fixture.nanos);
      for (int i = 0; i < FEATURES; i++) {
        String text = texts[i];
        if (text != null) {
          writer.ring.text(slot, i, text);
        } else {
          writer.ring.number(slot, i, numbers[i]);
        }
      }
      if (channel != null) {
        Objects.requireNonNull(writer.ring.keys()).segment(slot, 1, channel);
      }
      writer.ring.publish(slot, 1_500, null);
      fixture.nanos += ROW_NANOS;
      if (row % POLL == POLL - 1) {
        fixture.poll();
      }
    }
    fixture.poll();
  }

  /** Returns what was detected since the last call, one text per window with an alert. */
  List<String> alerts() {
    List<String> alerts = new ArrayList<>();
    for (; seen < fixture.evaluations.size(); seen++) {
      TreeSet<String> found = new TreeSet<>();
      for (ModelEvent event : fixture.evaluations.get(seen).events()) {
        FeatureDrift drift = event.drift();
        if (event.kind() == ModelEvent.Kind.DRIFT_DETECTED && drift != null) {
          found.add(drift.feature() + (drift.segment() == null ? "" : " " + drift.segment()));
        }
      }
      if (!found.isEmpty()) {
        alerts.add(String.join(", ", found));
      }
    }
    return alerts;
  }
}
