/**
 * Files with labels: reading them, line by line, and watching the folders into which they are put.
 *
 * <p>Start with {@link io.modelmon.agent.labels.LabelFolders}. What the files look like is in
 * {@code docs/configuration.md}.
 */
@NullMarked
package io.modelmon.agent.labels;

import org.jspecify.annotations.NullMarked;
