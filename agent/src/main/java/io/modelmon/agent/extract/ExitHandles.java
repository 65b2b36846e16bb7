package io.modelmon.agent.extract;

import io.modelmon.config.Expression;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Puts the exit handle of a site together: without boxing where one number is returned, with the
 * one or two objects that are read, or in the general form.
 *
 * <p><b>Threads:</b> confined to linking.
 */
final class ExitHandles {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final SiteHandles site;
  private final SiteShape shape;

  ExitHandles(SiteHandles site, SiteShape shape) {
    this.site = site;
    this.shape = shape;
  }

  MethodHandle of(MethodType type) {
    try {
      if (!sameOutputs()) {
        return bound("exitAll", Object[].class)
            .asCollector(Object[].class, type.parameterCount() - 1)
            .asType(type);
      }
      SiteVariant variant = site.variants()[0];
      int error = type.parameterCount() - 1;
      int returned = shape.exitReturn() ? error - 1 : -1;
      if (returned > 0 && isNumber(type.parameterType(returned)) && readsReturnOnly(variant)) {
        return number(type, returned, error);
      }
      int score = variant.scoreRoot() < 0 ? -1 : variant.scoreRoot() + 1;
      int label = variant.labelRoot() < 0 ? -1 : variant.labelRoot() + 1;
      MethodHandle objects =
          bound("exitObjects", Object.class, Object.class, Object.class, Object.class);
      return EnterHandles.select(objects, type, new int[] {0, score, label, returned, error});
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError("exit handle", e);
    }
  }

  private MethodHandle number(MethodType type, int returned, int error)
      throws NoSuchMethodException, IllegalAccessException {
    MethodType given =
        MethodType.methodType(
            void.class, long.class, type.parameterType(returned), type.parameterType(error));
    MethodHandle exit = bound("exitNumber", double.class, Object.class);
    MethodHandle number = site.ends().exit(exit).asType(given);
    return MethodHandles.permuteArguments(number, type, 0, returned, error);
  }

  private boolean sameOutputs() {
    SiteVariant first = site.variants()[0];
    for (SiteVariant variant : site.variants()) {
      if (variant != first && !variant.config().prediction().equals(first.config().prediction())) {
        return false;
      }
    }
    return true;
  }

  private static boolean readsReturnOnly(SiteVariant variant) {
    Expression score = variant.outputs().score();
    return variant.outputs().label() == null
        && score != null
        && score.root() == Expression.Root.RETURN
        && score.steps().isEmpty();
  }

  private static boolean isNumber(Class<?> type) {
    return type.isPrimitive() && type != boolean.class && type != char.class;
  }

  private MethodHandle bound(String method, Class<?>... rest)
      throws NoSuchMethodException, IllegalAccessException {
    MethodType type = MethodType.methodType(void.class, long.class, rest);
    return LOOKUP.findVirtual(SiteHandles.class, method, type).bindTo(site);
  }
}
