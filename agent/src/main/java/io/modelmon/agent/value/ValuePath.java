package io.modelmon.agent.value;

import io.modelmon.config.Expression;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@link Expression}: the way from a root object to the value of interest.
 *
 * <p>A null on the way, an index beyond the end and an absent key give null. An {@link Optional} on
 * the way is unwrapped. A projection gives a list of at most {@value #MAX_PROJECTED} values.
 *
 * <p><b>Cost:</b> one class lookup and one method handle call per member; a primitive member is
 * boxed. <b>Threads:</b> safe.
 */
public final class ValuePath {

  /** The most elements that {@code [*]} projects. */
  public static final int MAX_PROJECTED = 64;

  private static final int MAX_SCANNED_KEYS = 256;

  /** Stands for a value that could not be read; every writer takes it as one of a wrong type. */
  public static final Object UNREADABLE = new Object();

  private final Expression expression;
  private final @Nullable MemberStep[] members;
  private final EntryReader entries;
  private final boolean projects;
  private final FailureCount failures = new FailureCount(1);
  // Racy on purpose: any of the failures will do.
  private @Nullable String problem;

  /** Compiles an expression. */
  public ValuePath(Expression expression, MemberAccess access) {
    this.expression = expression;
    this.entries = access.entries();
    List<Expression.Step> steps = expression.steps();
    this.members = new MemberStep[steps.size()];
    boolean each = false;
    for (int i = 0; i < members.length; i++) {
      Expression.Step step = steps.get(i);
      if (step instanceof Expression.Member member) {
        members[i] = new MemberStep(access, member.name(), false);
      } else if (step instanceof Expression.Method method) {
        members[i] = new MemberStep(access, method.name(), true);
      }
      each |= step instanceof Expression.Each;
    }
    this.projects = each;
  }

  /** Returns the expression. */
  public Expression expression() {
    return expression;
  }

  /** Returns why reading failed for {@link #readOrUnreadable}, or null when it never did. */
  public @Nullable String problem() {
    return problem;
  }

  /** Returns whether the value is a projection. */
  public boolean projects() {
    return projects;
  }

  /**
   * Returns the value of interest.
   *
   * @throws Throwable what application code on the way throws, or {@link NoSuchMemberException}
   */
  public @Nullable Object read(@Nullable Object root) throws Throwable {
    return read(root, 0);
  }

  /**
   * Returns the value of interest, or {@link #UNREADABLE} when reading it failed, and, after
   * {@value FailureCount#LIMIT} failures in a row, without trying.
   */
  public @Nullable Object readOrUnreadable(@Nullable Object root) {
    if (failures.disabled(0)) {
      return UNREADABLE;
    }
    try {
      Object value = read(root, 0);
      failures.succeeded(0);
      return value;
    } catch (VirtualMachineError e) {
      failures.failed(0);
      throw e;
    } catch (Throwable e) {
      failures.failed(0);
      if (problem == null) {
        problem = reason(e);
      }
      return UNREADABLE;
    }
  }

  /** Returns what to say of an error; what applications write into theirs is not for a log. */
  public static String reason(Throwable error) {
    return error instanceof NoSuchMemberException
        ? String.valueOf(error.getMessage())
        : "reading it threw " + error.getClass().getName();
  }

  private @Nullable Object read(@Nullable Object root, int firstStep) throws Throwable {
    Object value = root;
    for (int i = firstStep; i < members.length && value != null; i++) {
      if (value instanceof Optional<?> optional) {
        value = optional.orElse(null);
        if (value == null) {
          return null;
        }
      }
      MemberStep member = members[i];
      if (member != null) {
        value = member.read(value);
        continue;
      }
      Expression.Step step = expression.steps().get(i);
      if (step instanceof Expression.Each) {
        return project(value, i + 1);
      }
      value =
          step instanceof Expression.Index index
              ? element(value, index.index())
              : entry(value, ((Expression.Key) step).key());
    }
    return value;
  }

  private List<@Nullable Object> project(Object values, int nextStep) throws Throwable {
    List<@Nullable Object> projected = new ArrayList<>();
    if (values instanceof Iterable<?> iterable) {
      Iterator<?> elements = iterable.iterator();
      while (projected.size() < MAX_PROJECTED && elements.hasNext()) {
        projected.add(read(elements.next(), nextStep));
      }
    } else {
      if (!values.getClass().isArray()) {
        throw NoSuchMemberException.of(values.getClass(), "elements, which [*] asks for");
      }
      int length = Math.min(MAX_PROJECTED, Array.getLength(values));
      for (int i = 0; i < length; i++) {
        projected.add(read(Array.get(values, i), nextStep));
      }
    }
    return projected;
  }

  private static @Nullable Object element(Object values, int index) {
    if (values instanceof Object[] array) {
      return index < array.length ? array[index] : null;
    }
    if (values instanceof List<?> list) {
      return index < list.size() ? list.get(index) : null;
    }
    if (values instanceof Collection<?> collection) {
      Iterator<?> elements = collection.iterator();
      for (int i = 0; i < index && elements.hasNext(); i++) {
        elements.next();
      }
      return elements.hasNext() ? elements.next() : null;
    }
    if (!values.getClass().isArray()) {
      throw NoSuchMemberException.of(values.getClass(), "element [" + index + "]");
    }
    return index < Array.getLength(values) ? Array.get(values, index) : null;
  }

  private @Nullable Object entry(Object values, String key) {
    if (!(values instanceof Map<?, ?> map)) {
      throw NoSuchMemberException.of(values.getClass(), "key \"" + key + "\"");
    }
    try {
      Object value = entries.get(map, key);
      if (value != null) {
        return value;
      }
    } catch (ClassCastException e) {
      // A sorted map whose keys are no strings.
    }
    int scanned = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entry.getKey() instanceof String || scanned++ == MAX_SCANNED_KEYS) {
        return null;
      }
      if (key.equals(Cells.name(entry.getKey()))) {
        return entry.getValue();
      }
    }
    return null;
  }
}
