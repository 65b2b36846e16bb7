package io.modelmon.export.notify;

/**
 * What a receiver's address may be, beyond the usual.
 *
 * @param local whether loopback and link-local addresses are allowed
 * @param redirects whether the receiver may name another address, which is checked in the same way
 */
public record Access(boolean local, boolean redirects) {

  /** Neither. */
  public static final Access STRICT = new Access(false, false);
}
