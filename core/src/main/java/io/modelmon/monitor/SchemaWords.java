package io.modelmon.monitor;

import io.modelmon.capture.CaptureBuffer;
import io.modelmon.capture.ModelCapture;
import io.modelmon.quality.SchemaChange;
import io.modelmon.schema.Feature;
import io.modelmon.schema.ModelSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said when columns are not those that were expected. */
final class SchemaWords {

  private SchemaWords() {}

  /**
   * Returns how columns differ from those of the reference and of the version before; empty when
   * they do not.
   *
   * @param change against the reference, or null
   * @param before the version before, or null when there is none to compare with
   */
  static String of(
      @Nullable SchemaChange change, @Nullable ModelCapture before, ModelSchema schema) {
    List<String> words = new ArrayList<>();
    if (change != null) {
      words.add("against the reference: " + change.words());
    }
    CaptureBuffer earlier = before == null ? null : before.buffer();
    if (before != null && earlier != null) {
      SchemaChange since = SchemaChange.between(earlier.schema(), schema);
      if (!since.isEmpty()) {
        words.add("against version '%s': %s".formatted(before.id().version(), since.words()));
      }
    }
    return String.join("; ", words);
  }

  /** Returns that values do not fit the columns. */
  static String unfit(@Nullable CaptureBuffer buffer) {
    List<String> names =
        buffer == null ? List.of() : buffer.schema().columns().stream().map(Feature::name).toList();
    return "values no longer fit the columns " + names;
  }
}
