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
 * @param sampledRows some of its rows as a whole, or null
 * @param id hash of everything but the time: equal content has equal ids
 */
public record ReferenceProfile(
    ModelId model,
    Instant created,
    long rows,
    List<ReferenceColumn> columns,
    @Nullable SampledRows sampledRows,
    String id) {

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
    return identified(model, created, rows, columns, null);
  }

  /** Returns this profile with a sample of its rows, and the id that then is its own. */
  public ReferenceProfile with(SampledRows sample) {
    return identified(model, created, rows, columns, sample);
  }

  private static ReferenceProfile identified(
      ModelId model,
      Instant created,
      long rows,
      List<ReferenceColumn> columns,
      @Nullable SampledRows sample) {
    Instant time = created.truncatedTo(ChronoUnit.MILLIS);
    ReferenceProfile unnamed = new ReferenceProfile(model, time, rows, columns, sample, "");
    String id = ProfileCodec.contentId(ProfileWriter.content(unnamed));
    return new ReferenceProfile(model, time, rows, columns, sample, id);
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
