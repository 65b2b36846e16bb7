package io.modelmon.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule that keeps a URL in a file from reaching what only this machine can reach: loopback,
 * link-local and cloud metadata addresses, in every notation, IPv4 inside IPv6 included. Private
 * networks are allowed: that is where receivers are.
 */
public final class AddressPolicy {

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

  private record Embedding(String prefix, int offset) {}

  private AddressPolicy() {}

  /** Returns why an address may not be connected to, or null when it may. */
  public static @Nullable String refusal(InetAddress address, Access access) {
    byte[] bytes = address.getAddress();
    String hidden = bytes.length == 16 ? embedded(address, bytes, access) : null;
    if (hidden != null) {
      return hidden;
    }
    if (isNowhere(address, bytes)) {
      return "multicast and unspecified addresses are refused";
    }
    return !access.local() && isLocal(address, bytes) ? Access.LOCAL_REFUSED : null;
  }

  private static @Nullable String embedded(InetAddress address, byte[] bytes, Access access) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return null;
    }
    String hex = HEX.formatHex(bytes);
    for (Embedding embedding : EMBEDDINGS) {
      if (hex.startsWith(embedding.prefix())) {
        int from = embedding.offset();
        String refusal = refusal(v4(Arrays.copyOfRange(bytes, from, from + 4)), access);
        if (refusal != null) {
          return refusal;
        }
      }
    }
    return null;
  }

  private static InetAddress v4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an IPv4 address has four bytes", e);
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
