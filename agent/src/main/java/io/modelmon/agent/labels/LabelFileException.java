package io.modelmon.agent.labels;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Says why nothing, or nothing more, of a file with labels can be used. */
public final class LabelFileException extends IOException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String found;

  LabelFileException(String message) {
    this(message, null);
  }

  /**
   * Creates an exception.
   *
   * @param message without anything that stands in the file
   * @param found what stands there
   */
  LabelFileException(String message, @Nullable String found) {
    super(message);
    this.found = found;
  }

  /** Returns what stands in the file, for the eyes of who brings it alone; or null. */
  public @Nullable String found() {
    return found;
  }
}
