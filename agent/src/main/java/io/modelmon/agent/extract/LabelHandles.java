package io.modelmon.agent.extract;

import io.modelmon.config.Expression;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The two ends of a label method as method handles for its call sites, put together so that
 * primitive ids and labels are not boxed.
 *
 * <p><b>Threads:</b> safe.
 */
public final class LabelHandles {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final LabelSite site;

  LabelHandles(LabelSite site) {
    this.site = site;
  }

  /** Returns the handle of the enter call site, whose type the {@link SiteShape} says. */
  public MethodHandle enter(MethodType type) {
    MethodType withTicket = type.insertParameterTypes(0, long.class);
    MethodHandle result =
        MethodHandles.dropArguments(MethodHandles.identity(long.class), 1, type.parameterList());
    Expression label = site.rule().label();
    if (label.root() != Expression.Root.RETURN) {
      result = before(result, withTicket, position(label), labelWriter(type, position(label)));
    }
    Expression id = site.rule().id().expression();
    if (id != null && id.root() != Expression.Root.RETURN) {
      result = before(result, withTicket, position(id), idWriter(type, position(id)));
    }
    MethodHandle claim =
        MethodHandles.dropArguments(
            bound("claim", MethodType.methodType(long.class)), 0, type.parameterList());
    return MethodHandles.foldArguments(result, claim);
  }

  /** Returns the handle of the exit call site, whose type the {@link SiteShape} says. */
  public MethodHandle exit(MethodType type) {
    int error = type.parameterCount() - 1;
    boolean reads =
        site.rule().label().root() == Expression.Root.RETURN || site.rule().id().isReturned();
    MethodHandle end =
        bound("end", MethodType.methodType(void.class, long.class, Object.class, Object.class));
    return EnterHandles.select(end, type, new int[] {0, reads ? error - 1 : -1, error});
  }

  private int position(Expression expression) {
    return Inputs.enterPosition(site.shape(), expression);
  }

  private MethodHandle idWriter(MethodType type, int position) {
    return KeyHandles.isWholeNumber(type.parameterType(position))
        ? writer("idNumber", long.class)
        : writer("id", Object.class);
  }

  private MethodHandle labelWriter(MethodType type, int position) {
    Class<?> given = type.parameterType(position);
    if (given == boolean.class) {
      return writer("labelTruth", boolean.class);
    }
    if (given == long.class) {
      return writer("labelWhole", long.class);
    }
    boolean number = given.isPrimitive() && given != char.class;
    return number ? writer("labelNumber", double.class) : writer("label", Object.class);
  }

  private static MethodHandle before(
      MethodHandle rest, MethodType withTicket, int position, MethodHandle writer) {
    MethodHandle typed =
        writer.asType(
            MethodType.methodType(void.class, long.class, withTicket.parameterType(position + 1)));
    return MethodHandles.foldArguments(
        rest,
        MethodHandles.permuteArguments(
            typed, withTicket.changeReturnType(void.class), 0, position + 1));
  }

  private MethodHandle writer(String method, Class<?> value) {
    return bound(method, MethodType.methodType(void.class, long.class, value));
  }

  private MethodHandle bound(String method, MethodType type) {
    try {
      return LOOKUP.findVirtual(LabelSite.class, method, type).bindTo(site);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError("label handle", e);
    }
  }
}
