/**
 * What the process and its machine are doing, read from files of the operating system and the JVM.
 *
 * <p>No management interface is loaded and nothing of the application is touched. Entry point:
 * {@link io.modelmon.agent.environment.EnvironmentProbe}.
 */
@NullMarked
package io.modelmon.agent.environment;

import org.jspecify.annotations.NullMarked;
