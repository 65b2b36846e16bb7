package io.modelmon.agent.extract;

import io.modelmon.agent.value.ValuePath;
import io.modelmon.config.Expression;
import io.modelmon.config.IdSource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Puts the copying of ids and segments around the ends of a site: after enter has claimed the
 * slots, and before exit hands them over. Sites without ids are left as they are.
 *
 * <p><b>Threads:</b> confined to linking.
 */
final class KeyHandles {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final KeyPlan plan;
  private final SiteShape shape;

  KeyHandles(KeyPlan plan, SiteShape shape) {
    this.plan = plan;
    this.shape = shape;
  }

  /** Returns an enter handle that copies what is known before the method runs. */
  MethodHandle enter(MethodHandle enter) {
    MethodType type = enter.type();
    MethodType withTicket = type.insertParameterTypes(0, long.class);
    MethodHandle result =
        MethodHandles.dropArguments(MethodHandles.identity(long.class), 1, type.parameterList());
    List<ValuePath> segments = plan.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      int position = Inputs.enterPosition(shape, segments.get(i).expression());
      MethodHandle writer =
          MethodHandles.insertArguments(
              bound("enterSegment", int.class, long.class, Object.class), 0, i);
      result = before(result, writer, withTicket, position);
    }
    IdSource source = plan.source();
    if (source != null && !source.isReturned()) {
      Expression id = source.expression();
      int position = id == null ? -1 : Inputs.enterPosition(shape, id);
      result = before(result, idWriter(type, position), withTicket, position);
    }
    return MethodHandles.foldArguments(result, enter);
  }

  /** Returns an exit handle that copies an id which only the returned value holds. */
  MethodHandle exit(MethodHandle exit) {
    IdSource source = plan.source();
    if (source == null || !source.isReturned() || !shape.exitReturn()) {
      return exit;
    }
    MethodType type = exit.type();
    int error = type.parameterCount() - 1;
    MethodHandle writer =
        bound("exitId", long.class, Object.class, Object.class)
            .asType(
                MethodType.methodType(
                    void.class,
                    long.class,
                    type.parameterType(error - 1),
                    type.parameterType(error)));
    return MethodHandles.foldArguments(
        exit, MethodHandles.permuteArguments(writer, type, 0, error - 1, error));
  }

  /** Returns what writes the id at a position, which is negative for the id of the trace. */
  private MethodHandle idWriter(MethodType type, int position) {
    if (position < 0) {
      return bound("enterTrace", long.class);
    }
    return isWholeNumber(type.parameterType(position))
        ? bound("enterNumber", long.class, long.class)
        : bound("enterId", long.class, Object.class);
  }

  static boolean isWholeNumber(Class<?> type) {
    return type == long.class || type == int.class || type == short.class || type == byte.class;
  }

  /** Runs a writer of {@code (long[, value]) → void} before what is there already. */
  private static MethodHandle before(
      MethodHandle rest, MethodHandle writer, MethodType withTicket, int position) {
    MethodType type = withTicket.changeReturnType(void.class);
    if (position < 0) {
      return MethodHandles.foldArguments(
          rest,
          MethodHandles.dropArguments(
              writer, 1, withTicket.parameterList().subList(1, withTicket.parameterCount())));
    }
    MethodHandle typed =
        writer.asType(
            MethodType.methodType(void.class, long.class, withTicket.parameterType(position + 1)));
    return MethodHandles.foldArguments(
        rest, MethodHandles.permuteArguments(typed, type, 0, position + 1));
  }

  private MethodHandle bound(String method, Class<?> first, Class<?>... rest) {
    try {
      MethodType type = MethodType.methodType(void.class, first, rest);
      return LOOKUP.findVirtual(KeyPlan.class, method, type).bindTo(plan);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError("key handle", e);
    }
  }
}
