package io.modelmon.performance.join;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to the shared database come from. */
@FunctionalInterface
public interface ConnectionSource {

  /**
   * Opens a connection of its own, which the caller closes; called on the thread of the store.
   *
   * @throws SQLException when there is none at present; it is asked again later
   */
  Connection open() throws SQLException;

  /** Returns what the database may be called in messages, without a password, or an empty text. */
  default String shown() {
    return "";
  }
}
