/**
 * The command line of {@code java -jar modelmon.jar}.
 *
 * <p>Entry point: {@link io.modelmon.agent.cli.CommandLineMain#run}. Exit status: 0 when all is
 * well, 1 when problems were found, 2 for wrong usage.
 */
@NullMarked
package io.modelmon.agent.cli;

import org.jspecify.annotations.NullMarked;
