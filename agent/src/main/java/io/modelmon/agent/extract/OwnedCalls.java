package io.modelmon.agent.extract;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Which virtual thread an entry of the guard serves at present; entries of platform threads have no
 * use for it.
 *
 * <p><b>Threads:</b> safe.
 */
class OwnedCalls extends SampledCalls {

  private static final VarHandle OWNER = ownerHandle();

  @SuppressWarnings("UnusedVariable") // read and written through OWNER
  private volatile @Nullable Thread owner;

  final @Nullable Thread owner() {
    return owner;
  }

  final boolean changeOwner(@Nullable Thread from, @Nullable Thread to) {
    return OWNER.compareAndSet(this, from, to);
  }

  final void disown() {
    owner = null;
  }

  private static VarHandle ownerHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(OwnedCalls.class, "owner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
