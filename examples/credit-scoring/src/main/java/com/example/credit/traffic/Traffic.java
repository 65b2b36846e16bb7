package com.example.credit.traffic;

import com.example.credit.Options;
import com.example.credit.model.CreditSchema;
import com.example.credit.model.FeatureVector;
import com.example.credit.model.ModelFiles;
import com.example.credit.train.Application;
import com.example.credit.train.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Plays applications at the service.
 *
 * <p>A pass sends every held-out row exactly once, in random order, over a few connections, and
 * ends when all are answered. So a monitoring window as long as a pass holds precisely the held-out
 * rows: as many independent observations as rows, none counted twice.
 */
public final class Traffic {

  private static final String USAGE =
      """
      usage: java -cp credit-scoring.jar com.example.credit.traffic.Traffic [options]
        --url URL        the service (http://127.0.0.1:8080)
        --data FOLDER    where training left heldout.csv (work)
        --phase NAME     unshifted: held-out rows as they are; shifted: see Shift (unshifted)
        --passes N       how often each row is sent (3)
        --seed N         order of the rows and draws of the shift (1)
        --outcomes FILE  write there, as CSV, which of the loans were repaid; unshifted only (-)""";

  private static final int CONNECTIONS = 4;

  private final ScoringClient client;
  private final List<Application> rows;
  private final Random order;
  private final List<Map<String, Object>> outcomes = new ArrayList<>();

  Traffic(ScoringClient client, List<Application> rows, long seed) {
    this.client = client;
    this.rows = new ArrayList<>(rows);
    this.order = new Random(seed);
  }

  /** Plays one phase. */
  public static void main(String[] args) throws Exception {
    Options options =
        Options.parse(
            args,
            USAGE,
            Map.of(
                "url", "http://127.0.0.1:8080",
                "data", "work",
                "phase", "unshifted",
                "passes", "3",
                "seed", "1",
                "outcomes", "-"));
    String phase = options.text("phase");
    if (!phase.equals("unshifted") && !phase.equals("shifted")) {
      throw new IllegalArgumentException("--phase must be unshifted or shifted, not " + phase);
    }
    String outcomes = options.text("outcomes");
    if (!outcomes.equals("-") && phase.equals("shifted")) {
      throw new IllegalArgumentException("nobody knows how loans end that never were");
    }
    Path data = Path.of(options.text("data"));
    CreditSchema schema = ModelFiles.loadSchema(data, "credit");
    Traffic traffic =
        new Traffic(
            new ScoringClient(options.text("url")), heldOut(schema, data), options.number("seed"));
    Shift shift = phase.equals("shifted") ? new Shift(schema, options.number("seed")) : null;
    for (int pass = 1; pass <= options.number("passes"); pass++) {
      traffic.pass(phase + "-" + pass, shift);
      System.out.printf("%s: pass %d, %d rows scored%n", phase, pass, traffic.rows.size());
    }
    if (!outcomes.equals("-")) {
      traffic.writeOutcomes(Path.of(outcomes));
    }
  }

  /** Writes how the loans of all requests so far ended: as {@code label}, by the request's id. */
  void writeOutcomes(Path file) throws IOException {
    Csv.write(file, outcomes);
  }

  /** Sends every row once. */
  void pass(String name, @Nullable Shift shift) throws InterruptedException, ExecutionException {
    Collections.shuffle(rows, order);
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String requestId = name + "-" + i;
      Application loan = rows.get(i);
      FeatureVector row = shift == null ? loan.features() : shift.shift(loan.features());
      calls.add(
          () -> {
            client.score(requestId, row);
            return null;
          });
      Map<String, Object> outcome = new LinkedHashMap<>();
      outcome.put("id", requestId);
      outcome.put("label", loan.risk());
      outcomes.add(outcome);
    }
    play(calls);
  }

  private static void play(List<Callable<Void>> calls)
      throws InterruptedException, ExecutionException {
    ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      for (Future<Void> answered : connections.invokeAll(calls)) {
        answered.get();
      }
    } finally {
      connections.shutdownNow();
    }
  }

  /** Reads the held-out rows. */
  static List<Application> heldOut(CreditSchema schema, Path folder) throws IOException {
    List<Application> rows = new ArrayList<>();
    for (Map<String, String> row : Csv.read(folder.resolve("heldout.csv"))) {
      rows.add(new Application(schema.vector(row), row.getOrDefault("risk", "")));
    }
    return rows;
  }
}
