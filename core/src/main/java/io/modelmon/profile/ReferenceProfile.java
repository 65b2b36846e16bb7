package io.modelmon.profile;

import io.modelmon.schema.ModelId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model is expected to see: the distribution of every feature, and of its outputs under the
 * names {@code prediction} or {@code prediction.<class>}.
 *
 * @param model the model and version it was made for
 * @param created when it was made, to the millisecond
 * @param rows rows it was made from
 * @param columns its columns, names distinct
 * @param id hash of everything but the time: equal content has equal ids
 */
public record ReferenceProfile(
    ModelId model, Instant created, long rows, List<ReferenceColumn> columns, String id) {

  /** Copies the list and checks that no name occurs twice. */
  public ReferenceProfile {
    columns = List.copyOf(columns);
    Set<String> names = new HashSet<>();
    for (ReferenceColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns are called '" + column.name() + "'");
      }
    }
  }

  /** Returns a profile with the id of its content. */
  public static ReferenceProfile of(
      ModelId model, Instant created, long rows, List<ReferenceColumn> columns) {
    String id = ProfileCodec.contentId(ProfileWriter.content(model, rows, columns));
    return new ReferenceProfile(model, created.truncatedTo(ChronoUnit.MILLIS), rows, columns, id);
  }

  /** Returns the column of a name, or null. */
  public @Nullable ReferenceColumn column(String name) {
    for (ReferenceColumn column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    return null;
  }
}
