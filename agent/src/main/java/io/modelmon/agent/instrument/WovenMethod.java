package io.modelmon.agent.instrument;

import io.modelmon.agent.extract.SiteShape;

/**
 * All that {@link Weaver} has to know of a site. Nothing of the configuration is among it, so that
 * a sample can be woven while that is still being read.
 *
 * @param siteId the number that stands for the site in woven code
 * @param method the method that the call sites go into
 * @param shape what enter and exit take
 */
record WovenMethod(int siteId, MethodOutline method, SiteShape shape) {}
