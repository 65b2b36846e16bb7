package io.modelmon.export.otel;

import io.modelmon.export.http.HttpReply;
import io.opentelemetry.sdk.common.export.HttpResponse;

/**
 * An answer as the SDK reads it.
 *
 * @param reply the answer
 */
record OtlpReply(HttpReply reply) implements HttpResponse {

  @Override
  public int getStatusCode() {
    return reply.status();
  }

  @Override
  public String getStatusMessage() {
    return reply.reason();
  }

  @Override
  public byte[] getResponseBody() {
    return reply.body();
  }
}
