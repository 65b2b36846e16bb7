package io.modelmon.agent.extract;

import io.modelmon.agent.extract.Inputs.Input;
import io.modelmon.config.Expression;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the enter handle of a site together, in the cheapest of three forms.
 *
 * <p>One object that holds all features is passed on as it is. Several values, primitives among
 * them, are each bound to the writer of their column by method handle combinators, so that nothing
 * is boxed. Everything else goes through an array.
 *
 * <p><b>Threads:</b> confined to linking.
 */
final class EnterHandles {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final SiteHandles site;
  private final SiteShape shape;

  EnterHandles(SiteHandles site, SiteShape shape) {
    this.site = site;
    this.shape = shape;
  }

  MethodHandle of(MethodType type) {
    try {
      Inputs inputs = site.variants()[0].inputs();
      if (!sameInputs() || inputs.isProjected()) {
        return boxed("enterAll", type);
      }
      if (!inputs.isRow()) {
        return columns(type, inputs.all());
      }
      Input row = inputs.all().get(0);
      if (!type.parameterType(row.root()).isPrimitive()) {
        return row(type, row.root());
      }
      return row.isDirect() ? columns(type, inputs.all()) : boxed("enterAll", type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError("enter handle", e);
    }
  }

  private boolean sameInputs() {
    SiteVariant first = site.variants()[0];
    for (SiteVariant variant : site.variants()) {
      if (variant != first && !variant.config().features().equals(first.config().features())) {
        return false;
      }
    }
    return true;
  }

  private MethodHandle boxed(String method, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    return bound(method, MethodType.methodType(long.class, Object[].class))
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  private MethodHandle row(MethodType type, int root)
      throws NoSuchMethodException, IllegalAccessException {
    MethodHandle enter =
        bound(
            "enterRow",
            MethodType.methodType(long.class, Object.class, Object.class, Object.class));
    return select(
        site.ends().enter(enter),
        type,
        new int[] {position(site.nameRoot()), position(site.versionRoot()), root});
  }

  private MethodHandle columns(MethodType type, List<Input> inputs)
      throws NoSuchMethodException, IllegalAccessException {
    MethodType withCall = type.insertParameterTypes(0, Call.class);
    MethodHandle copy =
        dropRest(own("started", MethodType.methodType(long.class, Call.class)), type);
    for (int i = inputs.size() - 1; i >= 0; i--) {
      Input input = inputs.get(i);
      MethodHandle writer = writer(i, input, type.parameterType(input.root()));
      copy = MethodHandles.foldArguments(copy, at(writer, withCall, input.root() + 1));
    }
    copy =
        MethodHandles.foldArguments(
            copy, own("claim", MethodType.methodType(void.class, Call.class)));
    copy =
        MethodHandles.catchException(
            copy,
            Throwable.class,
            LOOKUP.findStatic(
                SiteHandles.class,
                "failed",
                MethodType.methodType(long.class, Throwable.class, Call.class)));
    MethodHandle open =
        bound("copyAll", MethodType.methodType(long.class, Call.class, Object[].class))
            .asCollector(Object[].class, type.parameterCount())
            .asType(withCall);
    MethodHandle body =
        MethodHandles.guardWithTest(
            own("hasRing", MethodType.methodType(boolean.class, Call.class)), copy, open);
    MethodHandle leftOut =
        dropRest(own("leftOut", MethodType.methodType(long.class, Call.class)), type);
    body =
        MethodHandles.guardWithTest(
            own("isLeftOut", MethodType.methodType(boolean.class, Call.class)), leftOut, body);
    MethodHandle ignored =
        MethodHandles.dropArguments(
            MethodHandles.constant(long.class, SiteHandles.IGNORED), 0, withCall.parameterList());
    body =
        MethodHandles.guardWithTest(
            own("isWatched", MethodType.methodType(boolean.class, Call.class)), body, ignored);
    MethodHandle begin =
        select(
            bound("begin", MethodType.methodType(Call.class, Object.class, Object.class)),
            type.changeReturnType(Call.class),
            new int[] {position(site.nameRoot()), position(site.versionRoot())});
    MethodHandle failed =
        MethodHandles.dropArguments(
            MethodHandles.constant(long.class, SiteHandles.FAILED), 0, Throwable.class);
    return MethodHandles.catchException(
        MethodHandles.foldArguments(body, begin), Throwable.class, failed);
  }

  private static MethodHandle writer(int index, Input input, Class<?> type)
      throws NoSuchMethodException, IllegalAccessException {
    if (!type.isPrimitive()) {
      MethodHandle value =
          own(
              "value",
              MethodType.methodType(void.class, Input.class, int.class, Call.class, Object.class));
      return MethodHandles.insertArguments(value, 0, input, index)
          .asType(MethodType.methodType(void.class, Call.class, type));
    }
    String name = type == boolean.class ? "truth" : type == char.class ? "character" : "number";
    Class<?> written = type == boolean.class || type == char.class ? type : double.class;
    MethodHandle value =
        own(name, MethodType.methodType(void.class, int.class, Call.class, written));
    return MethodHandles.insertArguments(value, 0, index)
        .asType(MethodType.methodType(void.class, Call.class, type));
  }

  /** Adapts {@code (Call, value)} to take the value from a position of a longer list. */
  private static MethodHandle at(MethodHandle writer, MethodType withCall, int position) {
    return MethodHandles.permuteArguments(
        writer, withCall.changeReturnType(void.class), 0, position);
  }

  private static MethodHandle dropRest(MethodHandle handle, MethodType type) {
    return MethodHandles.dropArguments(handle, 1, type.parameterList());
  }

  private int position(@Nullable Expression root) {
    return root == null ? -1 : Inputs.enterPosition(shape, root);
  }

  /** Passes chosen values of a call site on as objects; null where a position is negative. */
  static MethodHandle select(MethodHandle handle, MethodType type, int[] positions) {
    MethodHandle result = handle;
    int[] kept = new int[positions.length];
    int count = 0;
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] < 0) {
        result = MethodHandles.insertArguments(result, count, (Object) null);
      } else {
        kept[count++] = positions[i];
      }
    }
    int[] order = new int[count];
    MethodType chosen = result.type();
    for (int i = 0; i < count; i++) {
      order[i] = kept[i];
      chosen = chosen.changeParameterType(i, type.parameterType(kept[i]));
    }
    return MethodHandles.permuteArguments(result.asType(chosen), type, order);
  }

  private MethodHandle bound(String method, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    return LOOKUP.findVirtual(SiteHandles.class, method, type).bindTo(site);
  }

  private static MethodHandle own(String method, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    return LOOKUP.findStatic(ColumnCopy.class, method, type);
  }
}
