package io.modelmon.monitor;

import io.modelmon.profile.ProfileCodec;
import io.modelmon.profile.ReferenceProfile;
import io.modelmon.profile.ReferenceProfileBuilder;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows of a model with a number, a category and a prediction, which tests can shift. */
final class Population {

  static final List<Feature> FEATURES =
      List.of(MonitorFixture.feature("x"), MonitorFixture.feature("c"));
  static final List<Feature> OUTPUTS = List.of(MonitorFixture.feature("prediction"));

  private final Random random;
  double shift;
  double missing;
  double unseen;
  boolean newCategory;
  @Nullable Double constant;

  Population(long seed) {
    random = new Random(seed);
  }

  Object[] row() {
    double x = constant != null ? constant : random.nextGaussian() + shift;
    if (random.nextDouble() < missing) {
      x = Double.NaN;
    }
    int category = random.nextInt(10);
    String c = newCategory && category < 3 ? "new" : category < 5 ? "a" : category < 8 ? "b" : "d";
    if (unseen > 0 && random.nextDouble() < unseen) {
      c = "unseen";
    }
    return new Object[] {x, c, random.nextDouble()};
  }

  /** Serves rows one per call. */
  void serve(MonitorFixture fixture, MonitorFixture.Writer writer, int rows) {
    for (int i = 0; i < rows; i++) {
      writer.publish(null, row());
      if (i % 100 == 99) {
        fixture.poll();
      }
    }
    fixture.poll();
  }

  /** Returns the profile of rows as training data, for version 1. */
  static ReferenceProfile profile(List<Object[]> rows) {
    List<Feature> columns = List.of(FEATURES.get(0), FEATURES.get(1), OUTPUTS.get(0));
    ReferenceProfileBuilder builder = new ReferenceProfileBuilder(columns);
    for (Object[] row : rows) {
      builder.observe(numbers(row), texts(row));
    }
    builder.freeze();
    for (Object[] row : rows) {
      builder.count(numbers(row), texts(row));
    }
    return builder.build(new ModelId("credit", "1"), Instant.EPOCH);
  }

  static void write(List<Object[]> rows, Path file) {
    try {
      ProfileCodec.write(profile(rows), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Object[]> rows(int count) {
    return java.util.stream.Stream.generate(this::row).limit(count).toList();
  }

  private static double[] numbers(Object[] row) {
    return new double[] {(Double) row[0], Double.NaN, (Double) row[2]};
  }

  private static @Nullable String[] texts(Object[] row) {
    return new @Nullable String[] {null, (String) row[1], null};
  }
}
