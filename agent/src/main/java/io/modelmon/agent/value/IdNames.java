package io.modelmon.agent.value;

import io.modelmon.config.Expression;
import io.modelmon.config.IdSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the id of a prediction is called where it is read from the inputs. */
public final class IdNames {

  /** How a getter is called as a column. */
  private enum Getters {
    AS_WRITTEN,
    SMALL_LETTER,
    CAPITALS
  }

  private IdNames() {}

  /**
   * Returns the names that the id can have among the columns of a value, or none when it is not
   * read from that value. The value itself has the empty name. Elements of batches count as their
   * batch, and a getter as its property.
   */
  public static Set<String> below(IdSource source, Expression value) {
    Expression id = source.expression();
    if (id == null || id.root() != value.root() || id.argument() != value.argument()) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (Getters getters : Getters.values()) {
      List<String> way = way(id, getters);
      List<String> start = way(value, getters);
      if (way.size() >= start.size() && way.subList(0, start.size()).equals(start)) {
        names.add(String.join(".", way.subList(start.size(), way.size())));
      }
    }
    return names;
  }

  private static List<String> way(Expression expression, Getters getters) {
    List<String> way = new ArrayList<>();
    for (Expression.Step step : expression.steps()) {
      if (step instanceof Expression.Member member) {
        way.add(property(member.name(), getters));
      } else if (step instanceof Expression.Method method) {
        way.add(property(method.name(), getters));
      } else if (step instanceof Expression.Key key) {
        way.add(key.key());
      } else if (step instanceof Expression.Index index) {
        way.add(Integer.toString(index.index()));
      }
    }
    return way;
  }

  private static String property(String name, Getters getters) {
    int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
    boolean getter =
        prefix > 0 && name.length() > prefix && !Character.isLowerCase(name.charAt(prefix));
    if (!getter || getters == Getters.AS_WRITTEN) {
      return name;
    }
    String rest = name.substring(prefix);
    return getters == Getters.CAPITALS
        ? rest
        : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
  }
}
