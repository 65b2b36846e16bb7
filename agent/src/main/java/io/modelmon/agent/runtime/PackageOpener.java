package io.modelmon.agent.runtime;

import io.modelmon.agent.value.ModuleOpener;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Gives full access to the members of an application's class, opening just its package to the
 * agent's own module where the class's module keeps it closed.
 */
final class PackageOpener implements ModuleOpener {

  private final Instrumentation instrumentation;

  PackageOpener(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public MethodHandles.Lookup lookupIn(Class<?> type) throws IllegalAccessException {
    Module ours = PackageOpener.class.getModule();
    Module theirs = type.getModule();
    if (theirs.isNamed() && !theirs.isOpen(type.getPackageName(), ours)) {
      instrumentation.redefineModule(
          theirs,
          Set.of(),
          Map.of(),
          Map.of(type.getPackageName(), Set.of(ours)),
          Set.of(),
          Map.of());
    }
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }
}
