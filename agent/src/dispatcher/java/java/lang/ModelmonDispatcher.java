package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Links the call sites that the agent weaves into an application.
 *
 * <p>Defined into {@code java.lang} of the boot loader, because that is the one package which every
 * class of every loader and module can link to. Knows nothing of the agent but one method handle.
 */
public final class ModelmonDispatcher {

  /**
   * {@code (Lookup, String, MethodType, int) → CallSite}, set once by the agent through a lookup in
   * this package.
   */
  static volatile MethodHandle linker;

  private ModelmonDispatcher() {}

  /**
   * Links one call site. Any failure links a call that does nothing and returns zero.
   *
   * @param caller the woven class
   * @param name {@code enter} or {@code exit}
   * @param type the exact type of the call
   * @param siteId the woven method
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, int siteId) {
    try {
      MethodHandle current = linker;
      if (current != null) {
        CallSite site = (CallSite) current.invokeExact(caller, name, type, siteId);
        if (site != null && site.type().equals(type)) {
          return site;
        }
      }
    } catch (VirtualMachineError exhausted) {
      // No stack or memory left: the JVM forgets this and links again at the next call; the woven
      // code around the call keeps it from the application.
      throw exhausted;
    } catch (Throwable failure) {
      // The application must not see it; the agent has recorded it, or is gone.
    }
    return new ConstantCallSite(MethodHandles.empty(type));
  }
}
