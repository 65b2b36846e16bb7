package io.modelmon.agent.labels;

import java.io.IOException;

/** Says why nothing, or nothing more, of a file with labels can be used. */
public final class LabelFileException extends IOException {

  private static final long serialVersionUID = 1L;

  LabelFileException(String message) {
    super(message);
  }
}
