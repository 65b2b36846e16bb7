package io.modelmon.benchmarks;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.CaptureRegistry;
import io.modelmon.capture.ClaimHint;
import io.modelmon.config.ConfigParser;
import io.modelmon.config.ModelmonConfig;
import io.modelmon.config.ParsedConfig;
import io.modelmon.monitor.Monitor;
import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceColumnBuilder;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.schema.Feature;
import io.modelmon.schema.FeatureType;
import io.modelmon.schema.ModelId;
import io.modelmon.schema.ModelSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A monitor with one model of normal features, fed through its ring without an application. */
final class WatchedModel {

  static final int WINDOW = 1_000;
  private static final int REFERENCE = 20_000;
  private static final ModelId MODEL = new ModelId("watched", "1");

  private static final int POOL = 4_096;

  private final SplittableRandom random = new SplittableRandom(3);
  private final ClaimHint hint = new ClaimHint();
  private double[][] pool = new double[0][];
  private int next;
  private final int features;
  private final Monitor monitor;
  private final CaptureBuffer ring;

  WatchedModel(int features, String detail) {
    this(features, detail, WINDOW);
  }

  /**
   * Creates a monitor that has seen nothing.
   *
   * @param window rows of a window
   */
  WatchedModel(int features, String detail, int window) {
    this.features = features;
    CaptureRegistry registry = new CaptureRegistry();
    List<Feature> columns =
        IntStream.range(0, features).mapToObj(i -> new Feature("f" + i, null, false)).toList();
    monitor =
        new Monitor(
            registry,
            config(columns, detail, window),
            Instant::now,
            System::nanoTime,
            List::of,
            System.err::println);
    ring = registry.register(MODEL, 0).open(new ModelSchema(columns, List.of()), 1);
  }

  private static ModelmonConfig config(List<Feature> columns, String detail, int window) {
    try {
      Path folder = Files.createTempDirectory("modelmon");
      List<ReferenceColumn> references = new ArrayList<>();
      for (Feature column : columns) {
        references.add(numeric(column.name(), REFERENCE, references.size()));
      }
      ProfileCodec.write(
          ReferenceProfile.of(MODEL, Instant.now(), REFERENCE, references),
          folder.resolve("watched.profile"));
      String yaml =
          """
          file_format: "1"
          models:
            - name: watched
              version: "1"
              predict: [ "com.acme.Model#predict(double[])" ]
              features: { from: "arg[0]" }
              reference: { file: watched.profile }
              window: { predictions: %d }
              detail: %s
          """
              .formatted(window, detail);
      ParsedConfig parsed = ConfigParser.parse(yaml, folder);
      ModelmonConfig config = parsed.config();
      if (config == null) {
        throw new IllegalStateException("the configuration has problems: " + parsed.problems());
      }
      return config;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a normal feature's reference. */
  static ReferenceColumn numeric(int rows) {
    return numeric("x", rows, 0);
  }

  private static ReferenceColumn numeric(String name, int rows, long seed) {
    ReferenceColumnBuilder builder = new ReferenceColumnBuilder(name, FeatureType.NUMERIC);
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = DoubleStream.generate(random::nextGaussian).limit(rows).toArray();
    for (double value : values) {
      builder.number(value);
      builder.endCall();
    }
    builder.freeze();
    for (double value : values) {
      builder.number(value);
      builder.endCall();
    }
    return builder.build(true);
  }

  /** Returns the reference of a feature with fifty categories of geometric shares. */
  static ReferenceColumn categorical(int rows) {
    ReferenceColumnBuilder builder = new ReferenceColumnBuilder("c", FeatureType.CATEGORICAL);
    for (int pass = 0; pass < 2; pass++) {
      SplittableRandom random = new SplittableRandom(4);
      for (int i = 0; i < rows; i++) {
        int category = Math.min(50, (int) (-10 * Math.log(1 - random.nextDouble())));
        builder.text("category " + category);
        builder.endCall();
      }
      if (pass == 0) {
        builder.freeze();
      }
    }
    return builder.build(true);
  }

  /** Serves rows, one per call, and counts them. */
  void serve(int rows) {
    for (int row = 0; row < rows; row++) {
      offer();
      if (row % 100 == 99) {
        monitor.poll();
      }
    }
    monitor.poll();
  }

  /** Puts one row into the ring. */
  void offer() {
    int slot = ring.claim(1, System.nanoTime());
    for (int i = 0; i < features; i++) {
      ring.number(slot, i, random.nextGaussian());
    }
    ring.publish(slot, 1_000, null);
  }

  /** Puts rows into the ring that were drawn before, as fast as that goes. */
  void offer(int rows) {
    if (pool.length == 0) {
      pool = new double[POOL][];
      for (int i = 0; i < POOL; i++) {
        pool[i] = DoubleStream.generate(random::nextGaussian).limit(features).toArray();
      }
    }
    for (int i = 0; i < rows; i++) {
      int slot = ring.claim(1, hint);
      ring.started(slot, System.nanoTime());
      ring.numbers(slot, 0, pool[next++ & (POOL - 1)], 0, features);
      ring.publish(slot, 1_000, null);
    }
  }

  /** Has all rows counted that were read. */
  void publish() {
    monitor.publish();
  }

  /** Lets the monitor read the ring, and drops what it has to say. */
  int poll() {
    int calls = monitor.poll();
    while (monitor.pollEvaluation() != null) {
      calls++;
    }
    return calls;
  }
}
