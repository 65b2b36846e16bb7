/**
 * A small HTTP/1.1 client for telemetry and notifications: one POST per connection, no proxy, no
 * redirects, nothing of the application's global network settings.
 *
 * <p>May use the JDK's sockets and TLS only. Entry point: {@link
 * io.modelmon.export.http.HttpExchange}.
 */
@NullMarked
package io.modelmon.export.http;

import org.jspecify.annotations.NullMarked;
