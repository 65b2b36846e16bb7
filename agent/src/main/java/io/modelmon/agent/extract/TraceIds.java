package io.modelmon.agent.extract;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The id of the OpenTelemetry trace that is current on the calling thread, asked of the
 * application's own API, which is looked for once per woven method.
 *
 * <p><b>Threads:</b> immutable.
 */
final class TraceIds {

  private static final String SPAN = "io.opentelemetry.api.trace.Span";
  private static final String CONTEXT = "io.opentelemetry.api.trace.SpanContext";
  private static final String NO_TRACE = "00000000000000000000000000000000";

  /** {@code () → String}, or null where the application has no such API. */
  private final @Nullable MethodHandle current;

  /**
   * Looks for the API.
   *
   * @param loader the loader of the woven class
   */
  TraceIds(@Nullable ClassLoader loader) {
    this.current = find(loader);
  }

  /** Returns the id, or null without API or trace. */
  @Nullable String read() throws Throwable {
    if (current == null) {
      return null;
    }
    String id = (String) current.invokeExact();
    return NO_TRACE.equals(id) ? null : id;
  }

  private static @Nullable MethodHandle find(@Nullable ClassLoader loader) {
    try {
      Class<?> span = Class.forName(SPAN, false, loader);
      Class<?> context = Class.forName(CONTEXT, false, loader);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle now = lookup.findStatic(span, "current", MethodType.methodType(span));
      MethodHandle ofSpan =
          lookup.findVirtual(span, "getSpanContext", MethodType.methodType(context));
      MethodHandle id =
          lookup.findVirtual(context, "getTraceId", MethodType.methodType(String.class));
      return MethodHandles.filterReturnValue(MethodHandles.filterReturnValue(now, ofSpan), id);
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }
}
