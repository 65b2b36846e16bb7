package io.modelmon.quality;

import io.modelmon.profile.ColumnCounts;
import io.modelmon.profile.ReferenceColumn;
import io.modelmon.profile.ReferenceColumnBuilder;
import io.modelmon.profile.ValueRange;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** References and windows of one column, made of numbers and texts, one value per call. */
final class Columns {

  private Columns() {}

  /** Returns the reference of as many values as are drawn. */
  static ReferenceColumn reference(int n, Supplier<Object> values) {
    return reference(Stream.generate(values).limit(n).toArray());
  }

  static ReferenceColumn reference(Object... values) {
    ReferenceColumnBuilder builder = new ReferenceColumnBuilder("x", null);
    for (Object value : values) {
      if (value instanceof Double number) {
        builder.number(number);
      } else {
        builder.text((String) value);
      }
    }
    builder.freeze();
    for (Object value : values) {
      if (value instanceof Double number) {
        builder.number(number);
      } else {
        builder.text((String) value);
      }
      builder.endCall();
    }
    return builder.build(true);
  }

  /** Adds values, one per call; anything but a number or a text is of a wrong type. */
  static void serve(ColumnCounts counts, int n, Supplier<Object> values) {
    for (int i = 0; i < n; i++) {
      Object value = values.get();
      if (value instanceof Double number) {
        counts.number(number);
      } else if (value instanceof String text) {
        counts.text(text);
      } else {
        counts.wrongType();
      }
      counts.endCall();
    }
  }

  static ColumnCounts window(ReferenceColumn reference, int n, Supplier<Object> values) {
    ColumnCounts counts = ColumnCounts.against(reference);
    serve(counts, n, values);
    return counts;
  }

  static ColumnWindow against(@Nullable ReferenceColumn reference, ColumnCounts counts) {
    return new ColumnWindow(counts, reference, ValueRange.UNDECLARED, 0.05, Double.NaN);
  }
}
