package com.example.credit.service;

import java.util.Map;
import java.util.TreeMap;

/**
 * The body of {@code POST /score}.
 *
 * @param requestId the caller's name for the request
 * @param application value by attribute name
 */
public record ScoreRequest(String requestId, Map<String, Object> application) {

  /**
   * Copies the application.
   *
   * @throws IllegalArgumentException when a part is missing
   */
  @SuppressWarnings("NullAway") // JSON may leave parts out, whatever the types say.
  public ScoreRequest {
    if (requestId == null || application == null) {
      throw new IllegalArgumentException("requestId and application are required");
    }
    application = new TreeMap<>(application);
  }
}
