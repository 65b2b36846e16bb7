package io.modelmon.agent.instrument;

import org.jspecify.annotations.Nullable;

/** Methods that cannot be watched, and why. Stateless. */
final class UnsupportedMethods {

  private static final String CONTINUATION = "Lkotlin/coroutines/Continuation;";

  /** Results that stand for values still to come and are not followed yet. */
  private static final String[] REACTIVE = {
    "Lreactor/core/publisher/",
    "Lorg/reactivestreams/",
    "Ljava/util/concurrent/Flow$",
    "Lio/reactivex/",
    "Lio/smallrye/mutiny/",
    "Lkotlinx/coroutines/flow/",
    "Lkotlinx/coroutines/Deferred;",
    "Lrx/Observable;",
    "Lrx/Single;"
  };

  private UnsupportedMethods() {}

  /** Returns why a method cannot be watched, or null when it can. */
  static @Nullable String reason(MethodOutline method) {
    if (method.isAbstract()) {
      return method.signature() + " is abstract: name the implementing class, or use subtypes_of";
    }
    if (method.isNative()) {
      return method.signature() + " is native and has no code to weave: name its caller";
    }
    if (method.descriptor().contains(CONTINUATION + ")")) {
      return method.signature() + " is a suspend function, which is not supported yet";
    }
    String result = Descriptors.result(method.descriptor());
    for (String prefix : REACTIVE) {
      if (result.startsWith(prefix)) {
        return method.signature()
            + " returns "
            + Descriptors.sourceType(result)
            + ", which is not supported yet";
      }
    }
    return null;
  }
}
