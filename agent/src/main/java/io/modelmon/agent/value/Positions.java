package io.modelmon.agent.value;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Lengths and elements of values that have positions. */
public final class Positions {

  private Positions() {}

  /** Returns the number of elements of an array, collection or NIO buffer, else -1. */
  public static int length(Object value) {
    if (value instanceof double[] array) {
      return array.length;
    }
    if (value instanceof Object[] array) {
      return array.length;
    }
    if (value instanceof Collection<?> collection) {
      return collection.size();
    }
    if (value instanceof Buffer buffer) {
      return buffer.remaining();
    }
    return value.getClass().isArray() ? Array.getLength(value) : -1;
  }

  /**
   * Returns how many rows a value holds when it is a batch: a two-dimensional array, an array or a
   * collection of rows. Returns -1 for a single row. An empty collection or array of non-scalars is
   * an empty batch.
   */
  public static int batchRows(Object value) {
    if (value instanceof Object[] array) {
      return holdsRows(array) ? array.length : -1;
    }
    if (value instanceof Collection<?> collection) {
      return holdsRows(collection) ? collection.size() : -1;
    }
    return -1;
  }

  /** Returns an element of an array, list or other collection; boxes a primitive. */
  public static @Nullable Object element(Object value, int index) {
    if (value instanceof Object[] array) {
      return array[index];
    }
    if (value instanceof List<?> list) {
      return list.get(index);
    }
    if (value instanceof Collection<?> collection) {
      Iterator<?> elements = collection.iterator();
      for (int i = 0; i < index; i++) {
        elements.next();
      }
      return elements.next();
    }
    return Array.get(value, index);
  }

  /** Returns an iterator where elements cannot be reached by index at little cost, else null. */
  public static @Nullable Iterator<?> sequence(Object value) {
    return value instanceof Collection<?> collection && !(value instanceof RandomAccess)
        ? collection.iterator()
        : null;
  }

  /** Returns whether a value is an array of primitive numbers, so that {@link #number} reads it. */
  public static boolean isNumbers(Object value) {
    Class<?> component = value.getClass().getComponentType();
    return component != null
        && component.isPrimitive()
        && component != boolean.class
        && component != char.class;
  }

  /** Returns an element of an array of primitive numbers. */
  public static double number(Object array, int index) {
    if (array instanceof double[] numbers) {
      return numbers[index];
    }
    if (array instanceof float[] numbers) {
      return numbers[index];
    }
    if (array instanceof int[] numbers) {
      return numbers[index];
    }
    if (array instanceof long[] numbers) {
      return numbers[index];
    }
    if (array instanceof short[] numbers) {
      return numbers[index];
    }
    return ((byte[]) array)[index];
  }

  private static boolean holdsRows(@Nullable Object[] array) {
    Class<?> component = array.getClass().getComponentType();
    if (component.isArray()) {
      return true;
    }
    for (Object element : array) {
      if (element != null) {
        return isRow(element);
      }
    }
    ValueKind kind = ValueKind.of(component);
    return component != Object.class && kind != ValueKind.SCALAR && kind != ValueKind.TIME_OR_ID;
  }

  private static boolean holdsRows(Collection<?> collection) {
    if (collection instanceof List<?> list && list instanceof RandomAccess) {
      for (int i = 0; i < list.size(); i++) {
        Object element = list.get(i);
        if (element != null) {
          return isRow(element);
        }
      }
    } else {
      for (Object element : collection) {
        if (element != null) {
          return isRow(element);
        }
      }
    }
    return collection.isEmpty();
  }

  private static boolean isRow(Object element) {
    if (element instanceof Number || element instanceof String) {
      return false;
    }
    ValueKind kind = ValueKind.of(element);
    return kind != ValueKind.SCALAR && kind != ValueKind.TIME_OR_ID;
  }
}
