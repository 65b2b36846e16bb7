package io.modelmon.agent.instrument;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * What runs at the two ends of a watched call.
 *
 * @param enter of the site's {@link WatchSite#enterType()}
 * @param exit of the site's {@link WatchSite#exitType()}
 */
public record SiteEnds(MethodHandle enter, MethodHandle exit) {

  /** Makes the two ends for a site in one class. */
  public interface Factory {

    /**
     * Returns new ends.
     *
     * @param caller full access to the woven class
     * @throws Throwable for any reason; the site then does nothing
     */
    SiteEnds create(WatchSite site, MethodHandles.Lookup caller) throws Throwable;
  }
}
