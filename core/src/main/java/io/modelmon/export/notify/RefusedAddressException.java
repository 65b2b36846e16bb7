package io.modelmon.export.notify;

import java.io.IOException;

/** A receiver's address, or a redirect, that is not allowed. */
final class RefusedAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedAddressException(String message) {
    super(message);
  }
}
