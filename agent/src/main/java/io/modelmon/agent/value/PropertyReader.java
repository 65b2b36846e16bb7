package io.modelmon.agent.value;

import io.modelmon.capture.CaptureBuffer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Reads one property of the objects of one class, without boxing a primitive one. */
final class PropertyReader {

  private enum Form {
    NUMBER(double.class),
    TRUTH(boolean.class),
    CHARACTER(char.class),
    OBJECT(Object.class);

    final Class<?> type;

    Form(Class<?> type) {
      this.type = type;
    }
  }

  private final MethodHandle handle;
  private final Form form;

  /**
   * Creates a reader.
   *
   * @param member takes the receiver and returns the value
   */
  PropertyReader(MethodHandle member) {
    form = formOf(member.type().returnType());
    MethodType type = MethodType.methodType(form.type, Object.class);
    handle = MethodHandles.explicitCastArguments(member, type);
  }

  /** Writes the property of an object into a cell. */
  void write(Object owner, CaptureBuffer buffer, int slot, int column) throws Throwable {
    switch (form) {
      case NUMBER -> buffer.number(slot, column, (double) handle.invokeExact(owner));
      case TRUTH -> Cells.truth(buffer, slot, column, (boolean) handle.invokeExact(owner));
      case CHARACTER -> Cells.character(buffer, slot, column, (char) handle.invokeExact(owner));
      case OBJECT -> Cells.write(buffer, slot, column, (Object) handle.invokeExact(owner));
    }
  }

  /** Returns the property of an object, or null where it is primitive. */
  @Nullable Object read(Object owner) throws Throwable {
    return form == Form.OBJECT ? (Object) handle.invokeExact(owner) : null;
  }

  private static Form formOf(Class<?> type) {
    if (type == boolean.class) {
      return Form.TRUTH;
    }
    if (type == char.class) {
      return Form.CHARACTER;
    }
    return type.isPrimitive() ? Form.NUMBER : Form.OBJECT;
  }
}
