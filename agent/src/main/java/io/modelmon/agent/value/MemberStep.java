package io.modelmon.agent.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * One member, by name, of whatever class a value turns out to have.
 *
 * <p>What is found for a class is kept by that class, so nothing here keeps a class alive.
 */
final class MemberStep {

  private static final MethodType GENERIC = MethodType.methodType(Object.class, Object.class);

  private final PerClass handles;

  MemberStep(MemberAccess access, String name, boolean methodOnly) {
    this.handles = new PerClass(access, name, methodOnly);
  }

  /**
   * Returns the member's value.
   *
   * @throws NoSuchMemberException when the value's class has no such member
   * @throws Throwable what the member throws
   */
  @Nullable Object read(Object owner) throws Throwable {
    return handles.get(owner.getClass()).invokeExact(owner);
  }

  private static final class PerClass extends ClassValue<MethodHandle> {
    private final MemberAccess access;
    private final String name;
    private final boolean methodOnly;

    PerClass(MemberAccess access, String name, boolean methodOnly) {
      this.access = access;
      this.name = name;
      this.methodOnly = methodOnly;
    }

    @Override
    protected MethodHandle computeValue(Class<?> type) {
      MethodHandle found = methodOnly ? access.method(type, name) : access.member(type, name);
      return found == null
          ? NoSuchMemberException.thrower(type, "member '" + name + (methodOnly ? "()'" : "'"))
          : found.asType(GENERIC);
    }
  }
}
