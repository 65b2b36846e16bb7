package io.modelmon.export.http;

import java.io.IOException;
import java.net.InetAddress;

/** Which addresses may be connected to. */
public interface AddressRule {

  /**
   * Looks at an address before anything is sent to it.
   *
   * @throws IOException when it is not allowed
   */
  void check(InetAddress address) throws IOException;
}
