package io.modelmon.config;

/**
 * A folder into which files with labels are put.
 *
 * @param path the folder; a relative one starts at the folder of the configuration file
 * @param idColumn the column, or member, that holds the id
 * @param labelColumn the one that holds the label
 * @param timeColumn the one that may hold the time at which the label became known
 */
public record LabelFolder(String path, String idColumn, String labelColumn, String timeColumn) {

  /** The usual names of the columns. */
  static LabelFolder at(String path) {
    return new LabelFolder(path, "id", "label", "time");
  }
}
