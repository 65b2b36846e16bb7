package host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A host that does what its standard input says, line by line, answers each with {@code done}, and
 * ends with its input.
 *
 * <p>{@code predict N}: so many single predictions. {@code score N SHIFTED}: so many rows with one
 * feature shifted, or {@code none}. {@code forget}: counts from here on.
 */
public final class Commands {

  private static final int PACE = 100;

  private final Model model = new Model();
  private final Scorer scorer = new Scorer();
  private final Random random = new Random(20_260_101);
  private long predictions;
  private long scores;

  private Commands() {}

  /** A model of two numbers. */
  static final class Model {
    double predict(double[] input) {
      return input[0] - input[1];
    }
  }

  /** A model of a map; its score does not depend on what the host shifts. */
  static final class Scorer {
    double score(Map<String, Object> input) {
      double income = (Double) input.get("income");
      return 1 / (1 + Math.exp(-income));
    }
  }

  /** Obeys. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Commands host = new Commands();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      host.obey(line.split(" ", -1));
      System.out.println("done");
    }
    System.out.println("#expect live " + counts(host.predictions));
    System.out.println("#expect scorer " + counts(host.scores));
  }

  private static String counts(long calls) {
    return "calls=" + calls + " rows=" + calls + " predictions=" + calls;
  }

  private void obey(String[] words) throws InterruptedException {
    switch (words[0]) {
      case "predict" -> predict(Integer.parseInt(words[1]));
      case "score" -> score(Integer.parseInt(words[1]), words[2]);
      case "forget" -> {
        predictions = 0;
        scores = 0;
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private void predict(int calls) throws InterruptedException {
    double sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += model.predict(new double[] {i, random.nextDouble()});
      pace(i);
    }
    predictions += calls;
    System.out.println("sum " + sum);
  }

  private void score(int calls, String shifted) throws InterruptedException {
    double sum = 0;
    for (int i = 0; i < calls; i++) {
      sum += scorer.score(row(shifted));
      pace(i);
    }
    scores += calls;
    System.out.println("sum " + sum);
  }

  /** Normal income, uniform age, exponential amount, four purposes; independent of each other. */
  private Map<String, Object> row(String shifted) {
    Map<String, Object> row = new HashMap<>();
    row.put("income", random.nextGaussian());
    row.put("age", 20 + 50 * random.nextDouble() + (shifted.equals("age") ? 12 : 0));
    row.put("amount", -1000 * Math.log(1 - random.nextDouble()));
    double bound = shifted.equals("purpose") ? 0.2 : 0.6;
    double purpose = random.nextDouble();
    row.put("purpose", purpose < bound ? "car" : purpose < 0.8 ? "house" : "other");
    return row;
  }

  /** Stays far below what the agent can take, so that next to nothing is lost. */
  private static void pace(int call) throws InterruptedException {
    if (call % PACE == PACE - 1) {
      Thread.sleep(10);
    }
  }
}
