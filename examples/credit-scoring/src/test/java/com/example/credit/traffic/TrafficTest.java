package com.example.credit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.credit.model.CreditSchema;
import com.example.credit.train.Application;
import com.example.credit.train.CreditData;
import com.example.credit.train.Csv;
import com.example.credit.train.GermanCredit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficTest {

  private final CreditData data = GermanCredit.read();
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Map<String, Object>> sent = new ConcurrentHashMap<>();
  private final HttpServer service;

  TrafficTest() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/score", this::answer);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void outcomes_ofEveryRequest_areThoseOfTheLoanThatWasSent(@TempDir Path folder) throws Exception {
    List<Application> loans = data.rows().subList(0, 50);
    Map<Map<String, Object>, String> risks = new HashMap<>();
    loans.forEach(loan -> risks.put(loan.features().values(), loan.risk()));
    String url = "http://127.0.0.1:" + service.getAddress().getPort();
    Traffic traffic = new Traffic(new ScoringClient(url), loans, 1);
    Path file = folder.resolve("outcomes.csv");

    traffic.pass("a", null);
    traffic.pass("b", null);
    traffic.writeOutcomes(file);

    Map<String, String> expected = new HashMap<>();
    sent.forEach((id, features) -> expected.put(id, risks.getOrDefault(features, "unknown")));
    assertThat(expected).hasSize(100).containsValues("good", "bad");
    assertThat(Csv.read(file))
        .hasSize(100)
        .allSatisfy(
            row -> {
              assertThat(row).containsOnlyKeys("id", "label");
              assertThat(row.get("label")).isEqualTo(expected.get(row.get("id")));
            });
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      JsonNode request = json.readTree(body);
      CreditSchema schema = data.schema();
      Map<?, ?> application = json.convertValue(request.get("application"), Map.class);
      Map<String, Object> raw = new HashMap<>();
      application.forEach((name, value) -> raw.put(name.toString(), value));
      sent.put(request.get("requestId").asText(), schema.vector(raw).values());
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
