package io.modelmon.config;

/**
 * What a receiver's address may be, beyond the usual.
 *
 * @param local whether loopback and link-local addresses are allowed
 * @param redirects whether the receiver may name another address, which is checked in the same way
 */
public record Access(boolean local, boolean redirects) {

  /** What is said of an address that is refused. */
  public static final String LOCAL_REFUSED =
      "loopback and link-local addresses are refused unless allow_local: true allows them";

  /** Neither. */
  public static final Access STRICT = new Access(false, false);
}
