package com.example.credit.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.credit.model.CreditModel;
import com.example.credit.model.FeatureVector;
import com.example.credit.model.ModelFiles;
import com.example.credit.train.CreditData;
import com.example.credit.train.GermanCredit;
import com.example.credit.train.Train;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CreditServiceTest {

  private final CreditData data = GermanCredit.read();
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CreditService service;
  private final CreditModel model;

  CreditServiceTest(@TempDir Path folder) throws Exception {
    Train.run(data, 1, folder);
    model = ModelFiles.load(folder, "credit");
    service = CreditService.start(0, folder);
  }

  @AfterAll
  void close() {
    service.close();
  }

  @Test
  void score_aWholeApplication_answersTheModelsProbability() throws Exception {
    FeatureVector row = data.rows().get(0).features();

    HttpResponse<String> answer = post(Map.of("requestId", "r-1", "application", row.values()));

    assertThat(answer.statusCode()).isEqualTo(200);
    ScoreResponse response = json.readValue(answer.body(), ScoreResponse.class);
    assertThat(response.requestId()).isEqualTo("r-1");
    assertThat(response.probabilityBad()).isEqualTo(model.predict(row)[1]);
    assertThat(response.decision()).isEqualTo(response.probabilityBad() < 0.5 ? "accept" : "refer");
  }

  @Test
  void score_attributeMissing_saysWhich() throws Exception {
    Map<String, Object> values = new TreeMap<>(data.rows().get(0).features().values());
    values.remove("age");

    HttpResponse<String> answer = post(Map.of("requestId", "r-2", "application", values));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("age is missing");
  }

  @Test
  void score_unknownCategory_saysWhatIsAllowed() throws Exception {
    Map<String, Object> values = new TreeMap<>(data.rows().get(0).features().values());
    values.put("housing", "castle");

    HttpResponse<String> answer = post(Map.of("requestId", "r-3", "application", values));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("housing must be one of [rent, own, for free]");
  }

  @Test
  void score_brokenJson_isABadRequest() throws Exception {
    assertThat(post("{").statusCode()).isEqualTo(400);
    assertThat(post(Map.of("requestId", "r-4")).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> post(Object body) throws Exception {
    return post(json.writeValueAsString(body));
  }

  private HttpResponse<String> post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url() + "/score"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
