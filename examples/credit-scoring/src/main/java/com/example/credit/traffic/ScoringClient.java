package com.example.credit.traffic;

import com.example.credit.model.FeatureVector;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * A client of the scoring service.
 *
 * <p><b>Threads:</b> safe for many.
 */
final class ScoringClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI uri;

  ScoringClient(String url) {
    this.uri = URI.create(url + "/score");
  }

  /** Has one application scored; fails unless the service answers 200. */
  void score(String requestId, FeatureVector row) throws IOException, InterruptedException {
    Map<String, Object> body = Map.of("requestId", requestId, "application", row.values());
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode() + ": " + response.body());
    }
  }
}
