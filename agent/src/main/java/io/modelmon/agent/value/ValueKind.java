package io.modelmon.agent.value;

import java.nio.Buffer;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** How a value is turned into columns. */
enum ValueKind {
  /** One cell: a number, a text, a truth value, or something optional. */
  SCALAR,
  /** One cell, left out unless configuration lists it: a time or an id, which always drifts. */
  TIME_OR_ID,
  /** Columns by position: an array, a collection, an NIO buffer. */
  POSITIONAL,
  /** Columns by key. */
  MAP,
  /** Columns by property: a record, a bean. */
  BEAN,
  /** Nothing that can be watched, for instance a stream or a thread. */
  OPAQUE;

  /** Returns the kind of a value; null is a scalar. Cost: a few type checks. */
  static ValueKind of(@Nullable Object value) {
    return value == null ? SCALAR : of(value.getClass());
  }

  /** Returns the kind of the values of a class. */
  static ValueKind of(Class<?> type) {
    if (isScalar(type)) {
      return SCALAR;
    }
    if (TemporalAccessor.class.isAssignableFrom(type)
        || TemporalAmount.class.isAssignableFrom(type)
        || Date.class.isAssignableFrom(type)
        || Calendar.class.isAssignableFrom(type)
        || type == UUID.class) {
      return TIME_OR_ID;
    }
    if (type.isArray()
        || Collection.class.isAssignableFrom(type)
        || Buffer.class.isAssignableFrom(type)) {
      return POSITIONAL;
    }
    if (Map.class.isAssignableFrom(type)) {
      return MAP;
    }
    return isPlatformType(type) ? OPAQUE : BEAN;
  }

  private static boolean isScalar(Class<?> type) {
    return (type.isPrimitive() && type != void.class)
        || Number.class.isAssignableFrom(type)
        || CharSequence.class.isAssignableFrom(type)
        || Enum.class.isAssignableFrom(type)
        || type == Boolean.class
        || type == Character.class
        || type == AtomicBoolean.class
        || type == Optional.class
        || type == OptionalDouble.class
        || type == OptionalInt.class
        || type == OptionalLong.class;
  }

  private static boolean isPlatformType(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
