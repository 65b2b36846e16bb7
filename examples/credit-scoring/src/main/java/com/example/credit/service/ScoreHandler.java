package com.example.credit.service;

import com.example.credit.model.CreditModel;
import com.example.credit.model.FeatureVector;
import com.example.credit.model.ModelRegistry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Scores one application per request. */
final class ScoreHandler implements HttpHandler {

  private static final double REFER_FROM = 0.5;

  private final ObjectMapper json = new ObjectMapper();
  private final ModelRegistry models;

  ScoreHandler(ModelRegistry models) {
    this.models = models;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        answer(exchange);
      } else {
        answer(exchange, 405, Map.of("error", "POST only"));
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      answer(exchange, 200, score(json.readValue(body, ScoreRequest.class)));
    } catch (JsonProcessingException e) {
      answer(exchange, 400, Map.of("error", e.getOriginalMessage()));
    } catch (IllegalArgumentException e) {
      answer(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
    }
  }

  private ScoreResponse score(ScoreRequest request) {
    CreditModel model = models.model("credit");
    FeatureVector features = model.schema().vector(request.application());
    double[] probabilities = model.predict(features);
    double bad = probabilities[CreditModel.CLASSES.indexOf("bad")];
    return new ScoreResponse(request.requestId(), bad, bad < REFER_FROM ? "accept" : "refer");
  }

  private void answer(HttpExchange exchange, int status, Object content) throws IOException {
    byte[] bytes = json.writeValueAsBytes(content);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
