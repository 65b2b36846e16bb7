package io.modelmon.agent.instrument;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stands in for the dispatcher in {@code java.lang}. */
public final class TestDispatcher {

  private static volatile @Nullable SiteLinker linker;

  private TestDispatcher() {}

  static void linkWith(SiteLinker next) {
    linker = next;
  }

  /** The bootstrap method that woven code names. */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, int siteId) {
    return Objects.requireNonNull(linker).link(caller, name, type, siteId);
  }
}
