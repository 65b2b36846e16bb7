package io.modelmon.export.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The proof that a request is ours and recent: HMAC-SHA256 over the time, a dot and the body.
 *
 * @see "Krawczyk, Bellare, Canetti: HMAC, RFC 2104"
 */
final class Signature {

  static final String HEADER = "Modelmon-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /** Returns the header's value, {@code t=<seconds since 1970>,v1=<hexadecimal>}. */
  static String of(String key, long epochSeconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((epochSeconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "t=" + epochSeconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      // Every platform has this algorithm; an empty key is refused when the file is read.
      throw new IllegalStateException("no " + ALGORITHM, e);
    }
  }
}
