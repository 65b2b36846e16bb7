package io.modelmon.config;

import org.jspecify.annotations.Nullable;

/**
 * A folder into which files with labels are put. Relative paths start at the folder of the
 * configuration file.
 *
 * @param path the folder
 * @param state the file in which the process notes what it has read, or null for one in the folder
 */
public record LabelFolderConfig(String path, @Nullable String state) {}
