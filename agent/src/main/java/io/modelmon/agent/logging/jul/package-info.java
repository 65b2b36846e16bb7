/**
 * Stand-ins for the few members of {@code java.util.logging} that the bundled libraries use.
 *
 * <p>Never referred to in source: the build rewrites the libraries' references. It fails when a
 * library refers to a member that is not here.
 */
@NullMarked
package io.modelmon.agent.logging.jul;

import org.jspecify.annotations.NullMarked;
