package io.modelmon.schema;

import java.util.Objects;

/**
 * The identity of one watched model: its configured or resolved name and its version.
 *
 * @param name never empty
 * @param version the version, or the empty string where none is known
 */
public record ModelId(String name, String version) {

  /** Checks that a name is there. */
  public ModelId {
    Objects.requireNonNull(version, "version");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a model name must not be empty");
    }
  }

  @Override
  public String toString() {
    return version.isEmpty() ? name : name + ":" + version;
  }
}
