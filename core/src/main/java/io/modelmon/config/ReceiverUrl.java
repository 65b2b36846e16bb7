package io.modelmon.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The addresses that requests may be sent to, as a file writes them. */
public final class ReceiverUrl {

  private static final int MAX_LENGTH = 2048;
  private static final int MAX_PORT = 65_535;

  /** Forms that resolvers take for IPv4 addresses: hexadecimal, octal, fewer than four parts. */
  private static final Pattern NUMERIC =
      Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+)){0,3}\\.?");

  private static final Pattern DOTTED_QUAD =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private ReceiverUrl() {}

  /**
   * Returns the address that a text holds. No message repeats the text: it may hold a secret.
   *
   * @throws IllegalArgumentException if it is none that is allowed
   */
  public static URI parse(String text, Access access) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a URL has at most " + MAX_LENGTH + " characters");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
      throw new IllegalArgumentException("a URL has no white space and only ASCII characters");
    }
    try {
      URI uri = new URI(text);
      check(uri, access);
      return uri;
    } catch (URISyntaxException e) {
      // Without the cause, which repeats the text.
      throw new IllegalArgumentException("this is not a URL, at position " + (e.getIndex() + 1));
    }
  }

  private static void check(URI uri, Access access) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("a URL starts with http:// or https://");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a URL has no user and no '@' before the host; set a header instead");
    }
    if (uri.getHost() == null || uri.getRawFragment() != null || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException("a URL has a host, a valid port if any, and no '#'");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (NUMERIC.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
      throw new IllegalArgumentException("an IPv4 address is written as four decimal numbers");
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (!access.local() && (name.equals("localhost") || name.endsWith(".localhost"))) {
      throw new IllegalArgumentException(Access.LOCAL_REFUSED);
    }
    if (DOTTED_QUAD.matcher(name).matches() || name.startsWith("[")) {
      checkLiteral(name, access);
    }
  }

  /**
   * What is written as an address needs no look-up, and is known to be refused before the start.
   */
  private static void checkLiteral(String host, Access access) {
    int zone = host.indexOf('%');
    try {
      InetAddress address = InetAddress.getByName(zone < 0 ? host : host.substring(0, zone) + "]");
      String refusal = AddressPolicy.refusal(address, access);
      if (refusal != null) {
        throw new IllegalArgumentException(refusal);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("this is no IP address");
    }
  }
}
