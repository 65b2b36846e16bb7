package io.modelmon.export.notify;

import io.modelmon.alert.AlertNotice;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The body of a request about some notices. */
interface Payload {

  /**
   * Returns the body.
   *
   * @param id the same for every attempt to send the same notices
   * @param now when it is sent
   */
  byte[] body(String id, List<AlertNotice> notices, Instant now);

  /** Returns the address to send to, from the one in the file. */
  default URI endpoint(URI configured) {
    return configured;
  }
}
