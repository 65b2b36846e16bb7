package io.modelmon.profile;

import java.io.IOException;

/** Says why a file cannot be read as a reference profile. */
public final class ProfileFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a reason that stands for itself. */
  public ProfileFormatException(String reason) {
    super(reason);
  }
}
