package io.modelmon.export.notify;

import io.modelmon.config.Access;
import io.modelmon.config.AddressPolicy;
import io.modelmon.export.http.AddressRule;
import java.io.IOException;
import java.net.InetAddress;

/** The policy about addresses, asked before a connection is made. */
final class PublicAddresses implements AddressRule {

  private final Access access;

  PublicAddresses(Access access) {
    this.access = access;
  }

  @Override
  public void check(InetAddress address) throws IOException {
    String refusal = AddressPolicy.refusal(address, access);
    if (refusal != null) {
      throw new RefusedAddressException(refusal);
    }
  }
}
