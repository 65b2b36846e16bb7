package io.modelmon.monitor;

import io.modelmon.quality.SchemaChange;
import io.modelmon.schema.ModelId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the columns of a model differ from those they are compared with, in words. */
final class SchemaWords {

  private final List<String> words = new ArrayList<>();

  /** Creates words about the reference, where its columns differ. */
  SchemaWords(@Nullable SchemaChange ofReference) {
    if (ofReference != null) {
      words.add("against the reference: " + ofReference.words());
    }
  }

  /** Adds how the columns differ from those of the version before. */
  void since(ModelId before, SchemaChange change) {
    if (!change.isEmpty()) {
      words.add("against version '%s': %s".formatted(before.version(), change.words()));
    }
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  @Override
  public String toString() {
    return String.join("; ", words);
  }
}
