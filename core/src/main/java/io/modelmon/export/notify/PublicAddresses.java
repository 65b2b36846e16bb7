package io.modelmon.export.notify;

import io.modelmon.config.Access;
import io.modelmon.export.http.AddressRule;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The rule that keeps a URL in a file from reaching what only this machine can reach: loopback,
 * link-local and cloud metadata addresses, in every notation, IPv4 inside IPv6 included. Private
 * networks are allowed: that is where receivers are.
 */
final class PublicAddresses implements AddressRule {

  private static final HexFormat HEX = HexFormat.of();

  /** Prefixes behind which an IPv6 address hides an IPv4 one, and where that starts, in bytes. */
  private static final List<Embedding> EMBEDDINGS =
      List.of(
          new Embedding("000000000000000000000000", 12), // compatible, RFC 4291
          new Embedding("00000000000000000000ffff", 12), // mapped
          new Embedding("0064ff9b0000000000000000", 12), // NAT64, RFC 6052
          new Embedding("2002", 2)); // 6to4, RFC 3056

  /** Metadata services of clouds that are not link-local. */
  private static final Set<String> METADATA =
      Set.of("fd000ec2000000000000000000000254", "646464c8", "c00000c0");

  private final Access access;

  private record Embedding(String prefix, int offset) {}

  PublicAddresses(Access access) {
    this.access = access;
  }

  @Override
  public void check(InetAddress address) throws IOException {
    byte[] bytes = address.getAddress();
    if (bytes.length == 16) {
      String hex = HEX.formatHex(bytes);
      for (Embedding embedding : EMBEDDINGS) {
        boolean loopback = address.isLoopbackAddress() || address.isAnyLocalAddress();
        if (!loopback && hex.startsWith(embedding.prefix())) {
          check(
              InetAddress.getByAddress(
                  Arrays.copyOfRange(bytes, embedding.offset(), embedding.offset() + 4)));
        }
      }
    }
    if (isNowhere(address, bytes)) {
      throw new RefusedAddressException("multicast and unspecified addresses are refused");
    }
    if (!access.local() && isLocal(address, bytes)) {
      throw new RefusedAddressException(Access.LOCAL_REFUSED);
    }
  }

  private static boolean isNowhere(InetAddress address, byte[] bytes) {
    boolean reserved =
        address instanceof Inet4Address && ((bytes[0] & 0xff) >= 240 || bytes[0] == 0);
    return reserved || address.isAnyLocalAddress() || address.isMulticastAddress();
  }

  private static boolean isLocal(InetAddress address, byte[] bytes) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || METADATA.contains(HEX.formatHex(bytes));
  }
}
