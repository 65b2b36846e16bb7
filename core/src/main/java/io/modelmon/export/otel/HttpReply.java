package io.modelmon.export.otel;

import io.opentelemetry.sdk.common.export.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request.
 *
 * @param status the status code
 * @param reason the words behind it, may be empty
 * @param retryAfter the header of that name, or null
 * @param body the beginning of the body, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never modified
record HttpReply(int status, String reason, @Nullable String retryAfter, byte[] body)
    implements HttpResponse {

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public String getStatusMessage() {
    return reason;
  }

  @Override
  public byte[] getResponseBody() {
    return body;
  }
}
