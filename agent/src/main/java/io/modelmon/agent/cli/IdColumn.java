package io.modelmon.agent.cli;

import io.modelmon.agent.value.IdNames;
import io.modelmon.config.Expression;
import io.modelmon.config.FeaturesConfig;
import io.modelmon.config.IdSource;
import io.modelmon.config.ModelConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The column of a file that holds what the agent reads as the id of a prediction. */
final class IdColumn {

  private IdColumn() {}

  /**
   * Returns the name of the id among those of columns, or null where it is none of them or a
   * feature by request. Names of parameters are not known here, so any may stand before it, unless
   * two columns could be meant.
   */
  static @Nullable String of(Collection<String> columns, @Nullable ModelConfig settings) {
    IdSource id = settings == null ? null : settings.labels().id();
    Expression expression = id == null ? null : id.expression();
    if (settings == null || id == null || expression == null) {
      return null;
    }
    FeaturesConfig features = settings.features();
    if (!features.fields().isEmpty()) {
      return null;
    }
    Expression from = features.from();
    boolean parameters = from == null && expression.root() == Expression.Root.ARG;
    Set<String> names =
        from != null
            ? IdNames.below(id, from)
            : parameters
                ? IdNames.below(
                    id,
                    new Expression(
                        Expression.Root.ARG,
                        expression.argument(),
                        List.of(),
                        "arg[" + expression.argument() + "]"))
                : Set.of();
    List<String> found = new ArrayList<>();
    List<String> behindParameter = new ArrayList<>();
    for (String column : columns) {
      if (names.contains(column)) {
        found.add(column);
      } else if (parameters && names.contains(column.substring(column.indexOf('.') + 1))) {
        behindParameter.add(column);
      }
    }
    found = found.isEmpty() ? behindParameter : found;
    String only = found.size() == 1 ? found.get(0) : null;
    boolean listed =
        only != null && (features.listed().contains(only) || features.types().containsKey(only));
    return listed ? null : only;
  }
}
